/** What torch.save wrote before PyTorch 1.6: five pickles, then every storage with its length. */
import { FieldbookError } from "../domain/errors.ts";
import type { ByteSource } from "./byteSource.ts";
import {
  isPersistent,
  PICKLE_ENDS_EARLY,
  unpickle,
  type PicklePersistent,
  type PickleValue,
} from "./pickle.ts";
import { readExactly } from "./readExactly.ts";
import { badFile, clip, unsupported } from "./refuse.ts";
import { findStateDicts, type Choice, type Storages } from "./stateDicts.ts";
import { BYTES_PER_ELEMENT } from "./toFloat32.ts";
import { findStorage } from "./torchTensor.ts";

/** `0x1950a86a20f9469cfc6c` pickled with protocol 2: how every such file begins */
export const LEGACY_START = [
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
] as const;
const PROTOCOL_VERSION = 1001;
/** the pickles of a network without an optimizer fit */
const FIRST_WINDOW_BYTES = 2 ** 18;
const MAX_PICKLE_BYTES = 64 * 2 ** 20;
/** an int64 element count stands before each storage */
const COUNT_BYTES = 8;

/** The state_dicts of a checkpoint of the old format; reads its pickles, tensors when asked. */
export async function openTorchLegacy(source: ByteSource): Promise<Choice[]> {
  const file = source.name;
  const { root, keys, end, persistent } = await readPickles(source);
  const sizes = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const reference of persistent) {
    const storage = findStorage(reference);
    if (storage === null) continue;
    sizes.set(storage.ref.key, storage.ref.bytes);
    counts.set(storage.ref.key, storage.ref.bytes / BYTES_PER_ELEMENT[storage.dtype]);
  }
  const starts = new Map<string, number>();
  let at = end;
  for (const key of keys) {
    const bytes = typeof key === "string" ? sizes.get(key) : undefined;
    if (typeof key !== "string" || bytes === undefined)
      throw unsupported(
        file,
        "holds a storage of an unknown kind, so the places of the others are unknown; save it again with a current PyTorch.",
      );
    starts.set(key, at + COUNT_BYTES);
    at += COUNT_BYTES + bytes;
  }
  if (at > source.size)
    throw badFile(
      file,
      `cut off: its storages need ${at} bytes, the file has ${source.size}; download it again.`,
      { need: at, have: source.size },
    );
  const storages: Storages = {
    findBytes: ({ key }) => (starts.has(key) ? (sizes.get(key) ?? null) : null),
    read: async ({ key }, from, to) => {
      const start = starts.get(key);
      if (start === undefined) throw badFile(file, `has no storage ${key}; download it again.`);
      const count = await readExactly(source, start - COUNT_BYTES, start);
      checkCount(file, key, new DataView(count.buffer, count.byteOffset), counts.get(key) ?? 0);
      return readExactly(source, start + from, start + to);
    },
  };
  return findStateDicts(root, file, storages);
}

function checkCount(file: string, key: string, written: DataView, count: number): void {
  const have = Number(written.getBigInt64(0, true));
  if (have !== count)
    throw badFile(
      file,
      `storage ${clip(key)} should have ${count} elements, the file says ${have}; download it again.`,
      { need: count, have },
    );
}

/** Reads a window from the start, twice as large each time a pickle ends beyond it. */
async function readPickles(source: ByteSource) {
  const limit = Math.min(source.size, MAX_PICKLE_BYTES);
  for (let window = FIRST_WINDOW_BYTES; ; window *= 2) {
    const bytes = await readExactly(source, 0, Math.min(window, limit));
    try {
      return parsePickles(bytes, source.name);
    } catch (error) {
      const early = error instanceof FieldbookError && PICKLE_ENDS_EARLY in error.data;
      if (!early || window >= limit) throw error;
    }
  }
}

function parsePickles(bytes: Uint8Array, file: string) {
  const persistent: PicklePersistent[] = [];
  const version = unpickle(bytes, file, LEGACY_START.length);
  if (version.value !== PROTOCOL_VERSION)
    throw unsupported(file, "an unknown version of the old format; save it again with PyTorch.");
  const system = unpickle(bytes, file, version.end);
  if (system.value instanceof Map && system.value.get("little_endian") === false)
    throw unsupported(file, "big-endian; save it again on a little-endian machine.");
  const root = unpickle(bytes, file, system.end, (found) => persistent.push(found));
  const keys = unpickle(bytes, file, root.end);
  if (!Array.isArray(keys.value) || keys.value.some((key: PickleValue) => isPersistent(key)))
    throw badFile(file, "its list of storages is damaged; download it again.");
  return { root: root.value, keys: keys.value, end: keys.end, persistent };
}
