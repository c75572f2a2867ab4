import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Bytes hashed before the page gets its turn: some milliseconds, far below a dropped frame's limit. */
const CHUNK_BYTES = 1 << 20;
/** Up to here the browser's own hash, which is faster but wants all bytes in memory at once. */
const MOST_AT_ONCE = 128 << 20;

/** SHA-256 of a file as hexadecimal; a large one is read piece by piece and costs no memory. */
export async function hashFile(blob: Blob): Promise<string> {
  // outside a secure context there is no `subtle`
  const { subtle } = crypto as { readonly subtle?: SubtleCrypto };
  if (subtle && blob.size <= MOST_AT_ONCE)
    return bytesToHex(new Uint8Array(await subtle.digest("SHA-256", await blob.arrayBuffer())));
  const hash = sha256.create();
  for (let start = 0; start < blob.size; start += CHUNK_BYTES)
    hash.update(new Uint8Array(await blob.slice(start, start + CHUNK_BYTES).arrayBuffer()));
  return bytesToHex(hash.digest());
}
