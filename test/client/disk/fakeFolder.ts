/** The browser's private files as far as they are used, in memory; one writer a file, as browsers have it. */
import type { AccessHandle, Folder } from "../../../src/client/disk/privateDisk.ts";

interface Held {
  bytes: Uint8Array<ArrayBuffer>;
  lastModified: number;
  locked: boolean;
}
export interface FakeFolder extends Folder {
  readonly files: Map<string, Held>;
  /** bytes that fit in all */
  room: number;
}
const named = (name: string): DOMException => new DOMException(name, name);

export function createFakeFolder(): FakeFolder {
  const files = new Map<string, Held>();
  const resize = (file: Held, size: number): void => {
    const bytes = new Uint8Array(size);
    bytes.set(file.bytes.subarray(0, size));
    file.bytes = bytes;
  };
  const open = (file: Held): AccessHandle => {
    if (file.locked) throw named("NoModificationAllowedError");
    file.locked = true;
    return {
      getSize: () => file.bytes.length,
      truncate: (size) => resize(file, size),
      read: (into, { at }) => {
        const part = file.bytes.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (bytes, { at }) => {
        const end = at + bytes.length;
        const others = [...files.values()].reduce((sum, one) => sum + one.bytes.length, 0);
        if (others - file.bytes.length + Math.max(end, file.bytes.length) > folder.room)
          throw named("QuotaExceededError");
        if (end > file.bytes.length) resize(file, end);
        file.bytes.set(bytes, at);
        file.lastModified = Date.now();
        return bytes.length;
      },
      flush: () => {},
      close: () => void (file.locked = false),
    };
  };
  const folder: FakeFolder = {
    files,
    room: Infinity,
    getFileHandle: async (name, options) => {
      if (!files.has(name) && options?.create !== true) throw named("NotFoundError");
      if (!files.has(name))
        files.set(name, { bytes: new Uint8Array(0), lastModified: Date.now(), locked: false });
      const file = files.get(name)!;
      return {
        getFile: async () =>
          new File([file.bytes.slice()], name, { lastModified: file.lastModified }),
        createSyncAccessHandle: async () => open(file),
      };
    },
    removeEntry: async (name) => {
      if (files.get(name)?.locked) throw named("NoModificationAllowedError");
      if (!files.delete(name)) throw named("NotFoundError");
    },
    async *keys() {
      yield* [...files.keys()];
    },
  };
  return folder;
}
