import { mutateBytes } from "./mutateBytes.ts";
import { mutatePickle } from "./mutatePickle.ts";
import { ODD_NUMBERS, type Random } from "./random.ts";
import { type Entry, makeZip, splitZip } from "./zipFile.ts";

const isPickle = ({ name }: Entry): boolean => name.endsWith("data.pkl");

/** An archive with a changed pickle and storages that fit it or not. */
export function mutateZippedPickle(
  bytes: Uint8Array<ArrayBuffer>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  return makeZip(
    splitZip(bytes).map((entry) => {
      if (isPickle(entry)) return { ...entry, bytes: mutatePickle(entry.bytes, random) };
      if (!random.chance(0.05)) return entry;
      return { ...entry, bytes: entry.bytes.slice(0, random.below(entry.bytes.length + 1)) };
    }),
  );
}

/** An archive whose directory lies. */
export function mutateDirectory(
  bytes: Uint8Array<ArrayBuffer>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const entries = splitZip(bytes);
  for (let n = 1 + random.below(3); n > 0; n--) {
    const i = random.below(entries.length);
    const entry = entries[i]!;
    const odd = Math.abs(random.pick(ODD_NUMBERS)) % 2 ** 32;
    random.pick([
      () => (entries[i] = { ...entry, size: odd }),
      () => (entries[i] = { ...entry, start: odd }),
      () => (entries[i] = { ...entry, method: random.pick([1, 8, 14, 99]) }),
      () => (entries[i] = { ...entry, name: random.pick(entries).name }),
      () =>
        (entries[i] = { ...entry, name: random.pick(["", "/", "../data.pkl", "a/data.pkl\0"]) }),
      () => (entries[i] = { ...entry, bytes: new Uint8Array(0) }),
      () => entries.splice(i, 1),
      () => entries.splice(i, 0, random.pick(entries)),
    ])();
    if (entries.length === 0) break;
  }
  const zip = makeZip(entries, random.chance(0.2) ? random.pick(ODD_NUMBERS) : entries.length);
  return random.chance(0.2) && zip.length > 0 ? mutateBytes(zip, random) : zip;
}
