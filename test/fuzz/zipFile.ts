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

/** The bytes of an archive; `claimedCount` is what its end record says of the entries. */
export function makeZip(
  entries: readonly Entry[],
  claimedCount = entries.length,
): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size = bytes.length, method = 0, start = at } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(method === 0 ? size : bytes.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(start, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), Buffer.from(bytes));
    at += 30 + name.length + bytes.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedCount & 0xffff, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return concat(...parts, index, end);
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
