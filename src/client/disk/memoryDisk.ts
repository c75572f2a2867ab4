/** Files in memory, gone with the page: for browsers without private files, and for Node. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { FieldbookError } from "../../domain/errors.ts";
import { notOpen, type Disk, type DiskRecord } from "./disk.ts";

interface Held {
  record: DiskRecord | null;
  parts: Uint8Array<ArrayBuffer>[];
  size: number;
}
/** More at once makes browsers give up the page. */
const MOST_BYTES = 1e9;

export function createMemoryDisk(most: number = MOST_BYTES): Disk {
  const files = new Map<string, Held>();
  const held = (key: string): Held => {
    const file = files.get(key);
    if (!file) throw notOpen(key);
    return file;
  };
  const truncate = (file: Held, bytes: number): void => {
    const kept: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for (const part of file.parts) {
      if (size >= bytes) break;
      kept.push(part.subarray(0, bytes - size));
      size += kept.at(-1)!.byteLength;
    }
    file.parts = kept;
    file.size = size;
  };
  return {
    lasts: async () => false,
    list: async () =>
      [...files.values()].flatMap(({ record, size }) =>
        record ? [{ ...record, have: size }] : [],
      ),
    save: async (record) => {
      const file = files.get(record.key);
      if (file) file.record = record;
      else files.set(record.key, { record, parts: [], size: 0 });
    },
    open: async (key) => {
      if (!files.has(key)) files.set(key, { record: null, parts: [], size: 0 });
      return held(key).size;
    },
    write: async (key, at, bytes) => {
      const file = held(key);
      const used = [...files.values()].reduce((sum, { size }) => sum + size, 0);
      if (used + bytes.byteLength > most)
        throw new FieldbookError(
          "storage",
          `This browser keeps no files for this page, and memory holds at most ${most / 1e6} MB of them: download the file itself, then drop it on this page.`,
        );
      if (at < file.size) truncate(file, at);
      file.parts.push(bytes);
      file.size += bytes.byteLength;
    },
    truncate: async (key, bytes) => truncate(held(key), bytes),
    digest: async (key, prefix, start, end) => {
      const hash = sha256.create().update(prefix);
      let at = 0;
      for (const part of held(key).parts) {
        hash.update(part.subarray(Math.max(0, start - at), Math.max(0, end - at)));
        at += part.byteLength;
      }
      return bytesToHex(hash.digest());
    },
    close: async () => {},
    blob: async (key) => new Blob(held(key).parts),
    remove: async (key) => void files.delete(key),
  };
}
