/** Files that hold little but zeros, as large as real ones: only what is written takes memory, or disk. */
import { open } from "node:fs/promises";
import type { ByteSource } from "../../src/formats/byteSource.ts";

export interface SparseFile {
  readonly size: number;
  readonly written: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

/** Puts a file together from the front: bytes, and zeros that are only counted. */
export class SparseWriter {
  at = 0;
  readonly #written: { at: number; bytes: Uint8Array }[] = [];
  write(bytes: Uint8Array): this {
    this.#written.push({ at: this.at, bytes });
    this.at += bytes.length;
    return this;
  }
  skip(bytes: number): this {
    this.at += bytes;
    return this;
  }
  end(): SparseFile {
    return { size: this.at, written: this.#written };
  }
}

export const fromSparse = ({ size, written }: SparseFile, name: string): ByteSource => ({
  name,
  size,
  read: async (start, end) => {
    const out = new Uint8Array(end - start);
    for (const { at, bytes } of written) {
      const part = bytes.subarray(Math.max(0, start - at), Math.max(0, end - at));
      if (part.length > 0) out.set(part, Math.max(0, at - start));
    }
    return out;
  },
});

export async function writeSparse({ size, written }: SparseFile, path: string): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const { at, bytes } of written) await file.write(bytes, 0, null, at);
    await file.truncate(size);
  } finally {
    await file.close();
  }
}
