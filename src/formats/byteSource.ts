/** Random access to bytes that may be on disk, on a server or in memory. */
export interface ByteSource {
  /** for messages: the file's name */
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** Bytes [start, end); a source may hold fewer only if it lied about its size. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export const fromBlob = (blob: Blob, name: string): ByteSource => ({
  name,
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

export const fromBytes = (bytes: Uint8Array<ArrayBuffer>, name: string): ByteSource => ({
  name,
  size: bytes.byteLength,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});
