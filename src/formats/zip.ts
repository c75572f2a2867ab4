/** Stored entries of a zip archive by name: PKWARE APPNOTE 6.3.10, with zip64; reads the directory only. */
import type { ByteSource } from "./byteSource.ts";
import { readExactly } from "./readExactly.ts";
import { badFile, clip, unsupported } from "./refuse.ts";

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
/** the end record may be followed by a comment this long */
const MAX_COMMENT_BYTES = 65_535;
/** a network of 10⁴ tensors with its optimizer and average has 4·10⁴ entries */
const MAX_ENTRIES = 200_000;
const MAX_DIRECTORY_BYTES = 32 * 2 ** 20;

export interface ZipEntry {
  readonly name: string;
  /** bytes */
  readonly size: number;
  readonly stored: boolean;
  readonly headerStart: number;
}
export interface Zip {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Bytes [start, end) of a stored entry. */
  read(entry: ZipEntry, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

const damaged = (source: ByteSource, what: string) =>
  badFile(source.name, `a damaged zip archive: ${what}; download it again.`);

/** Opens an archive by its central directory; entries that share bytes or names are refused. */
export async function openZip(source: ByteSource): Promise<Zip> {
  const { start, size, count } = await findDirectory(source);
  if (count > MAX_ENTRIES || size > MAX_DIRECTORY_BYTES)
    throw unsupported(
      source.name,
      `a zip archive with ${count} entries in a directory of ${size} bytes; at most ${MAX_ENTRIES} entries and ${MAX_DIRECTORY_BYTES} bytes are read.`,
      { count, size },
    );
  if (count * ENTRY_BYTES > size)
    throw damaged(source, `${count} entries cannot lie in a directory of ${size} bytes`);
  const entries = parseDirectory(source, await readExactly(source, start, start + size), count);
  checkApart(source, [...entries.values()], start);
  return {
    entries,
    read: async (entry, from, to) => {
      if (from < 0 || to > entry.size)
        throw damaged(source, `${clip(entry.name)} has ${entry.size} bytes, not ${to}`);
      const local = view(
        await readExactly(source, entry.headerStart, entry.headerStart + LOCAL_BYTES),
      );
      if (local.getUint32(0, true) !== LOCAL_SIGNATURE)
        throw damaged(source, `${clip(entry.name)} does not begin where the directory says`);
      const skipped = local.getUint16(26, true) + local.getUint16(28, true);
      const dataStart = entry.headerStart + LOCAL_BYTES + skipped;
      if (dataStart + entry.size > start)
        throw damaged(source, `${clip(entry.name)} reaches into the directory`);
      return readExactly(source, dataStart + from, dataStart + to);
    },
  };
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** 64 bits as a number; beyond 2⁵³ it is larger than any file, which the callers check. */
const readUint64 = (bytes: DataView, at: number) => Number(bytes.getBigUint64(at, true));

async function findDirectory(source: ByteSource) {
  const tailStart = Math.max(0, source.size - END_BYTES - MAX_COMMENT_BYTES - LOCATOR_BYTES);
  const tail = view(await readExactly(source, tailStart, source.size));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && !isEnd(tail, at)) at--;
  if (at < 0)
    throw badFile(
      source.name,
      `cut off: a zip archive of ${source.size} bytes without its end record; download it again.`,
      { have: source.size },
    );
  let count = tail.getUint16(at + 10, true);
  let size = tail.getUint32(at + 12, true);
  let start = tail.getUint32(at + 16, true);
  let limit = tailStart + at;
  const locator = at - LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_SIGNATURE) {
    const end64Start = readUint64(tail, locator + 8);
    if (end64Start + END64_BYTES > tailStart + locator)
      throw damaged(source, "its zip64 end record lies outside the file");
    const end64 = view(await readExactly(source, end64Start, end64Start + END64_BYTES));
    if (end64.getUint32(0, true) !== END64_SIGNATURE)
      throw damaged(source, "its zip64 end record is missing");
    count = readUint64(end64, 32);
    size = readUint64(end64, 40);
    start = readUint64(end64, 48);
    limit = end64Start;
  }
  if (start + size > limit)
    throw damaged(source, `its directory ends at byte ${start + size}, after byte ${limit}`);
  return { start, size, count };
}

const isEnd = (tail: DataView, at: number) =>
  tail.getUint32(at, true) === END_SIGNATURE &&
  at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength;

function parseDirectory(source: ByteSource, bytes: Uint8Array<ArrayBuffer>, count: number) {
  const directory = view(bytes);
  const text = new TextDecoder();
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > bytes.length || directory.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw damaged(source, `entry ${i} of its directory is missing`);
    const nameEnd = at + ENTRY_BYTES + directory.getUint16(at + 28, true);
    const extraEnd = nameEnd + directory.getUint16(at + 30, true);
    const next = extraEnd + directory.getUint16(at + 32, true);
    if (next > bytes.length) throw damaged(source, `entry ${i} of its directory is cut off`);
    const name = text.decode(bytes.subarray(at + ENTRY_BYTES, nameEnd));
    const wide = findWide(directory, nameEnd, extraEnd);
    const pick = (value: number) => (value === 0xffffffff ? (wide.shift() ?? value) : value);
    const size = pick(directory.getUint32(at + 24, true));
    const packed = pick(directory.getUint32(at + 20, true));
    const headerStart = pick(directory.getUint32(at + 42, true));
    const method = directory.getUint16(at + 10, true);
    const encrypted = (directory.getUint16(at + 8, true) & 1) !== 0;
    if (method === 0 && size !== packed)
      throw damaged(source, `${clip(name)} is stored, yet ${size} bytes take ${packed}`);
    if (entries.has(name)) throw damaged(source, `${clip(name)} appears twice`);
    if (headerStart + LOCAL_BYTES + packed > source.size)
      throw damaged(source, `${clip(name)} reaches past the file's ${source.size} bytes`);
    entries.set(name, { name, size, stored: method === 0 && !encrypted, headerStart });
    at = next;
  }
  return entries;
}

/** The 64-bit fields of an entry's zip64 extra, in their order: size, packed size, header offset. */
function findWide(directory: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + directory.getUint16(at + 2, true)) {
    if (directory.getUint16(at, true) !== 1) continue;
    const end = Math.min(to, at + 4 + directory.getUint16(at + 2, true));
    const fields: number[] = [];
    for (let field = at + 4; field + 8 <= end && fields.length < 3; field += 8)
      fields.push(readUint64(directory, field));
    return fields;
  }
  return [];
}

function checkApart(source: ByteSource, entries: ZipEntry[], directoryStart: number): void {
  entries.sort((a, b) => a.headerStart - b.headerStart);
  entries.forEach((entry, i) => {
    const next = entries[i + 1]?.headerStart ?? directoryStart;
    const end = entry.headerStart + LOCAL_BYTES + (entry.stored ? entry.size : 0);
    if (end > next)
      throw damaged(source, `${clip(entry.name)} ends at byte ${end}, inside what follows`);
  });
}
