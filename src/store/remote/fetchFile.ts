/** A planned download from its first missing byte to the checked file. */
import type { Disk, DiskRecord, Piece } from "../../client/disk/disk.ts";
import { FieldbookError } from "../../domain/errors.ts";
import { hostOf, type Fetch } from "./network.ts";
import { receive } from "./receive.ts";
import { readRange } from "./safetensorsHeader.ts";

export interface Fetching {
  readonly disk: Disk;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** bytes of the whole file that are here */
  readonly onBytes: (done: number) => void;
  /** what a person should know: why it waits, or why it began anew */
  readonly onNote: (note: string, waiting: boolean) => void;
  readonly onChecking: () => void;
}
/** Small parts are written together: a message and a write each would cost more than the bytes. */
const WRITE_BYTES = 1 << 20;
const NOTHING = new Uint8Array(0);

/**
 * Fetches what is missing of a file whose head is written, and gives its SHA-256 and size. What was
 * fetched stays on the disk when it is stopped or fails, unless it is wrong.
 */
export async function fetchFile(
  record: DiskRecord,
  fetching: Fetching,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const { disk } = fetching;
  const { key } = record;
  let start = record.head;
  const have = await disk.open(key);
  try {
    const ends: number[] = [];
    for (const piece of record.pieces) {
      const already = piece.bytes === null ? have - start : Math.min(have - start, lengthOf(piece));
      const length = await fetchPiece(record, piece, start, Math.max(0, already), fetching);
      start += length;
      ends.push(start);
    }
    // bytes past the end are a download's that was another then
    await disk.truncate(key, start);
    fetching.onChecking();
    const sha256 = await disk.digest(key, NOTHING, 0, start);
    let from = record.head;
    for (const [i, piece] of record.pieces.entries()) {
      await checkPiece(record, piece, [from, ends[i]!], sha256, fetching);
      from = ends[i]!;
    }
    return { sha256, bytes: start };
  } finally {
    await disk.close(key);
  }
}

const lengthOf = ({ bytes, skip }: Piece): number => (bytes ?? 0) - skip;

/** Appends one piece that begins at byte `start` of the file; gives how many bytes it has there. */
async function fetchPiece(
  { key }: DiskRecord,
  piece: Piece,
  start: number,
  already: number,
  { disk, fetch, signal, wait, onBytes, onNote }: Fetching,
): Promise<number> {
  let at = start + already;
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    if (waiting === 0) return;
    const bytes = joined(parts, waiting);
    const place = at - waiting;
    [parts, waiting] = [[], 0];
    await disk.write(key, place, bytes);
  };
  onBytes(at);
  try {
    const end = await receive(piece, {
      fetch,
      signal,
      wait,
      from: piece.skip + already,
      take: async (bytes) => {
        parts.push(bytes);
        waiting += bytes.byteLength;
        at += bytes.byteLength;
        if (waiting >= WRITE_BYTES) await flush();
        onBytes(at);
      },
      restart: async (why) => {
        [parts, waiting, at] = [[], 0, start];
        await disk.truncate(key, start);
        onBytes(start);
        onNote(why, false);
      },
      waiting: (seconds, why) => onNote(`${why} Trying again in ${seconds} s.`, true),
    });
    return end - piece.skip;
  } finally {
    // what came before a stop or a failure is kept
    await flush();
  }
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], bytes: number): Uint8Array<ArrayBuffer> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Compares with the SHA-256 that the host gave; what differs is thrown away. */
async function checkPiece(
  record: DiskRecord,
  { url, skip, sha256 }: Piece,
  [start, end]: readonly [number, number],
  whole: string,
  { disk, fetch, signal }: Fetching,
): Promise<void> {
  if (sha256 === null) return;
  const alone = record.pieces.length === 1 && record.head === 0 && skip === 0;
  // the host speaks of the bytes that it serves, those that were left out among them
  const left = skip === 0 ? NOTHING : await readRange(url, 0, skip, { fetch, signal });
  const found = alone ? whole : await disk.digest(record.key, left, start, end);
  if (found === sha256) return;
  await disk.truncate(record.key, record.head);
  throw new FieldbookError(
    "bad-file",
    `${record.name} arrived damaged: its sha256 is ${found.slice(0, 8)}…, ${hostOf(url)} says ${sha256.slice(0, 8)}…. Download it again.`,
    { found, expected: sha256 },
  );
}
