/** beyond this a hash would hold too much memory at once, bytes */
const MOST_BYTES = 1 << 29;

/** SHA-256 of a file as hexadecimal, or null when it is too large or the page may not hash. */
export async function hashFile(blob: Blob): Promise<string | null> {
  if (blob.size > MOST_BYTES || !globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
