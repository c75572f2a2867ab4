/** Bytes as base64 (RFC 4648 §4, with padding), of known length. */

/** a multiple of 3, so that parts join without padding, and few enough arguments for one call */
const PART_BYTES = 3 * 8192;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += PART_BYTES)
    parts.push(btoa(Reflect.apply(String.fromCharCode, null, bytes.subarray(i, i + PART_BYTES))));
  return parts.join("");
}

export const base64Length = (bytes: number): number => 4 * Math.ceil(bytes / 3);

/** The bytes, or null where the text is not base64 of exactly so many. */
export function fromBase64(text: string, bytes: number): Uint8Array<ArrayBuffer> | null {
  if (text.length !== base64Length(bytes)) return null;
  try {
    const signs = atob(text);
    if (signs.length !== bytes) return null;
    const out = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i++) out[i] = signs.charCodeAt(i);
    return out;
  } catch {
    return null;
  }
}
