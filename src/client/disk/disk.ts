/** Where downloaded weights lie, whole or in part: the contract; bodies beside it. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";

z.config({ jitless: true });

const count = z.int().check(z.gte(0));
const hash = z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/)));
const record = z.object({
  key: z.string().check(z.regex(/^[A-Za-z0-9]{1,40}$/)),
  /** the file's name */
  name: z.string(),
  /** where it came from */
  url: z.string(),
  /** of the whole file; null until that is known */
  bytes: z.nullable(count),
  /** bytes at its beginning that were made here and come from no piece */
  head: count,
  /** what it is put together from, in order */
  pieces: z.array(
    z.object({
      url: z.string(),
      /** of the piece as it is served; null until that is known */
      bytes: z.nullable(count),
      /** bytes at the piece's beginning that are left out */
      skip: count,
      /** of the piece as it is served, hexadecimal; null where nobody says */
      sha256: hash,
      /** null where the server gives none */
      etag: z.nullable(z.string()),
    }),
  ),
  /** of the whole file, hexadecimal; null until it is complete */
  sha256: hash,
  /** ISO 8601, UTC: when it was begun, then when it was complete */
  at: z.string(),
});
export type DiskRecord = Readonly<z.output<typeof record>>;
export type Piece = Readonly<DiskRecord["pieces"][number]>;
export type DiskFile = DiskRecord & {
  /** bytes that are here */
  readonly have: number;
};

/** Reads a record that was written earlier; null when it is none. */
export function readRecord(text: string): DiskRecord | null {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Every call rejects with a FieldbookError `storage`. */
export interface Disk {
  /** whether files outlive the page */
  lasts(): Promise<boolean>;
  list(): Promise<readonly DiskFile[]>;
  /** writes or replaces what is known of a file */
  save(record: DiskRecord): Promise<void>;
  /** makes a file ready to be written by this page alone, new if it is not there; gives its bytes */
  open(key: string): Promise<number>;
  /** the caller gives the bytes away */
  write(key: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  truncate(key: string, bytes: number): Promise<void>;
  /** SHA-256 of `prefix` and the file's bytes [start, end) */
  digest(key: string, prefix: Uint8Array<ArrayBuffer>, start: number, end: number): Promise<string>;
  /** ends the writing; a file that is not open stays as it is */
  close(key: string): Promise<void>;
  blob(key: string): Promise<Blob>;
  remove(key: string): Promise<void>;
}
export const DISK_METHODS = [
  "lasts",
  "list",
  "save",
  "open",
  "write",
  "truncate",
  "digest",
  "close",
  "blob",
  "remove",
] as const satisfies readonly (keyof Disk)[];
export type DiskMethod = keyof Disk;

const SENTENCES: Readonly<Record<string, string>> = {
  QuotaExceededError:
    "The browser has no more room for this page: delete weights under Notebooks, or free space on the disk.",
  NoModificationAllowedError: "Another tab is busy with this file: go on there, or close it.",
  NotFoundError: "This file is no longer in the browser: download it again.",
};
/** What went wrong with the browser's files, in words. */
export function diskError(error: unknown): FieldbookError {
  if (error instanceof FieldbookError) return error;
  const name = error instanceof Error ? error.name : "unknown";
  return new FieldbookError(
    "storage",
    SENTENCES[name] ?? `The browser keeps no files for this page (${name}).`,
    { reason: name },
    { cause: error },
  );
}
/** The file of a key that was not opened, or was removed. */
export const notOpen = (key: string): FieldbookError =>
  new FieldbookError("storage", "This file is no longer open: begin the download again.", { key });
