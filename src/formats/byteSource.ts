/** Random access to bytes that may be on disk, on a server or in memory. */
export interface ByteSource {
  /** for messages: the file's name */
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** Bytes [start, end); a source may hold fewer only if it lied about its size. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Up to here one read of all is quicker than hundreds of small ones, each of which goes through the browser. */
const MOST_AT_ONCE = 8 << 20;

/** A file; a small one is read whole at the first read. */
export function fromBlob(blob: Blob, name: string): ByteSource {
  const { size } = blob;
  if (size > MOST_AT_ONCE)
    return {
      name,
      size,
      read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
    };
  let whole: Promise<ArrayBuffer> | null = null;
  return {
    name,
    size,
    async read(start, end) {
      whole ??= blob.arrayBuffer();
      try {
        return new Uint8Array((await whole).slice(start, end));
      } catch (error) {
        // it may be readable the next time
        whole = null;
        throw error;
      }
    },
  };
}

export const fromBytes = (bytes: Uint8Array<ArrayBuffer>, name: string): ByteSource => ({
  name,
  size: bytes.byteLength,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});
