/**
 * Files in the browser's origin-private file system. Runs in a worker, for only there every browser
 * lets a page write without copying. `KEY.bin` holds the bytes, `KEY.json` what is known of them.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { diskError, notOpen, readRecord, type Disk, type DiskFile } from "./disk.ts";

/** What is needed of FileSystemSyncAccessHandle. */
export interface AccessHandle {
  getSize(): number;
  truncate(bytes: number): void;
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}
export interface FileEntry {
  getFile(): Promise<File>;
  createSyncAccessHandle(): Promise<AccessHandle>;
}
/** What is needed of FileSystemDirectoryHandle. */
export interface Folder {
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<FileEntry>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

const PIECE_BYTES = 4 << 20;
/** A file without a record is left over; a young one may be another tab's that is just begun. */
const ORPHAN_AGE_MS = 3_600_000;

/** `findFolder` is asked once, when first needed. */
export function createPrivateDisk(findFolder: () => Promise<Folder>): Disk {
  let folder: Promise<Folder> | null = null;
  const open = new Map<string, AccessHandle>();
  const find = (): Promise<Folder> => (folder ??= findFolder());
  const settle = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw diskError(error);
    }
  };
  const handleOf = (key: string): AccessHandle => {
    const handle = open.get(key);
    if (!handle) throw notOpen(key);
    return handle;
  };
  const fileOf = async (name: string): Promise<File> =>
    (await (await find()).getFileHandle(name)).getFile();

  async function readEntry(name: string): Promise<DiskFile | null> {
    const record = readRecord(await (await fileOf(name)).text());
    if (!record || `${record.key}.json` !== name) return null;
    const have =
      open.get(record.key)?.getSize() ??
      (await fileOf(`${record.key}.bin`).then(
        ({ size }) => size,
        () => 0,
      ));
    // what was complete and is so no longer was taken away by the browser
    return record.sha256 !== null && have !== record.bytes ? null : { ...record, have };
  }
  async function dropOrphan(name: string): Promise<void> {
    const { lastModified } = await fileOf(name);
    if (Date.now() - lastModified > ORPHAN_AGE_MS) await (await find()).removeEntry(name);
  }

  return {
    lasts: () => settle(async () => (await find(), true)),
    list: () =>
      settle(async () => {
        const names: string[] = [];
        for await (const name of (await find()).keys()) names.push(name);
        const records = names.filter((name) => name.endsWith(".json"));
        const files = await Promise.all(records.map((name) => readEntry(name).catch(() => null)));
        const known = files.filter((file) => file !== null);
        const keys = new Set(known.map(({ key }) => key));
        const orphans = names.filter((name) => !keys.has(name.replace(/\.\w+$/, "")));
        for (const name of orphans) await dropOrphan(name).catch(() => {});
        return known;
      }),
    save: (record) =>
      settle(async () => {
        const entry = await (await find()).getFileHandle(`${record.key}.json`, { create: true });
        const handle = await entry.createSyncAccessHandle();
        try {
          const bytes = new TextEncoder().encode(JSON.stringify(record));
          handle.truncate(0);
          handle.write(bytes, { at: 0 });
          handle.flush();
        } finally {
          handle.close();
        }
      }),
    open: (key) =>
      settle(async () => {
        const known = open.get(key);
        if (known) return known.getSize();
        const entry = await (await find()).getFileHandle(`${key}.bin`, { create: true });
        const handle = await entry.createSyncAccessHandle();
        open.set(key, handle);
        return handle.getSize();
      }),
    write: (key, at, bytes) =>
      settle(async () => {
        const handle = handleOf(key);
        for (let done = 0; done < bytes.byteLength;) {
          const wrote = handle.write(bytes.subarray(done), { at: at + done });
          if (wrote === 0) throw new DOMException("nothing was written", "QuotaExceededError");
          done += wrote;
        }
      }),
    truncate: (key, bytes) => settle(async () => handleOf(key).truncate(bytes)),
    digest: (key, prefix, start, end) =>
      settle(async () => {
        const handle = handleOf(key);
        const hash = sha256.create().update(prefix);
        const buffer = new Uint8Array(Math.min(PIECE_BYTES, Math.max(1, end - start)));
        for (let at = start; at < end;) {
          const read = handle.read(buffer.subarray(0, Math.min(buffer.length, end - at)), { at });
          if (read === 0) break;
          hash.update(buffer.subarray(0, read));
          at += read;
        }
        return bytesToHex(hash.digest());
      }),
    close: (key) =>
      settle(async () => {
        const handle = open.get(key);
        open.delete(key);
        handle?.flush();
        handle?.close();
      }),
    blob: (key) => settle(() => fileOf(`${key}.bin`)),
    remove: (key) =>
      settle(async () => {
        open.get(key)?.close();
        open.delete(key);
        const place = await find();
        for (const name of [`${key}.json`, `${key}.bin`])
          await place.removeEntry(name).catch((error: unknown) => {
            if (!(error instanceof Error && error.name === "NotFoundError")) throw error;
          });
      }),
  };
}
