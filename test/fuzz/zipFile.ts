/** Zip archives of stored entries, as torch.save writes them: taken apart, and put together with any lie. */
import { concat } from "./mutateBytes.ts";

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** what the directory claims; the truth unless said */
  readonly size?: number;
  readonly method?: number;
  readonly start?: number;
}

/** What stands before a stored entry's bytes. */
export function localHeader(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** An entry of the directory: sizes packed and unpacked, and where its header starts. */
export function directoryEntry(
  name: string,
  {
    packed,
    size,
    start,
    method = 0,
  }: Record<"packed" | "size" | "start", number> & {
    readonly method?: number;
  },
): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(start, 42);
  return Buffer.concat([entry, Buffer.from(name)]);
}

/** The last record: how many entries the directory has, its bytes and where it starts. */
export function endRecord(count: number, bytes: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(start, 16);
  return end;
}

/** The bytes of an archive; `claimedCount` is what its end record says of the entries. */
export function makeZip(
  entries: readonly Entry[],
  claimedCount = entries.length,
): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size = bytes.length, method = 0, start = at } of entries) {
    const packed = method === 0 ? size : bytes.length;
    directory.push(directoryEntry(name, { packed, size, start, method }));
    parts.push(localHeader(name), Buffer.from(bytes));
    at += 30 + name.length + bytes.length;
  }
  const index = Buffer.concat(directory);
  return concat(...parts, index, endRecord(claimedCount, index.length, at));
}

/** The entries of an archive that is in order, read by its directory. */
export function splitZip(bytes: Uint8Array<ArrayBuffer>): Entry[] {
  const view = new DataView(bytes.buffer);
  const end = Buffer.from(bytes).lastIndexOf("PK\x05\x06", bytes.length, "latin1");
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  while (view.getUint32(at, true) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const size = view.getUint32(at + 24, true);
    const header = view.getUint32(at + 42, true);
    const start =
      header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    entries.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + name!)).toString("latin1"),
      bytes: bytes.subarray(start, start + size),
    });
    at += 46 + name! + extra! + comment!;
  }
  return entries;
}
