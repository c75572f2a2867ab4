import { sha256 } from "@noble/hashes/sha2.js";

/** Bytes hashed before the page gets its turn: some milliseconds, far below a dropped frame's limit. */
const CHUNK_BYTES = 1 << 20;

/** SHA-256 of a file as hexadecimal, read piece by piece, so that its size costs time but no memory. */
export async function hashFile(blob: Blob): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < blob.size; start += CHUNK_BYTES)
    hash.update(new Uint8Array(await blob.slice(start, start + CHUNK_BYTES).arrayBuffer()));
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
