import type { Listing } from "../helpers/sparseContainers.ts";
import { ODD_NUMBERS, type Random } from "./random.ts";

/** The list of a whole network with some names and shapes changed. */
export function mutateShapes(listing: Listing, random: Random): Listing {
  let entries = Object.entries(listing);
  for (let n = 1 + random.below(4); n > 0 && entries.length > 1; n--) {
    const i = random.below(entries.length);
    const [name, [dtype, shape]] = entries[i]!;
    const set = (value: (typeof entries)[number]): void => void (entries[i] = value);
    const side = random.below(Math.max(1, shape.length));
    const odd = (): number => random.pick([...ODD_NUMBERS.filter((value) => value >= 0), 3, 7, 13]);
    random.pick([
      () => entries.splice(i, 1),
      () => set([name, [dtype, shape.map((value, at) => (at === side ? odd() : value))]]),
      () => set([name, [dtype, shape.slice(1)]]),
      () => set([name, [dtype, [...shape, odd()]]]),
      () => set([name, [dtype, random.pick(entries)[1][1]]]),
      () =>
        set([name.replace(/\d+/, String(random.pick([0, 1, 9, 999, 2 ** 31]))), [dtype, shape]]),
      () => set([random.pick(entries)[0], [dtype, shape]]),
      () => set([name.split(".").slice(0, -1).join("."), [dtype, shape]]),
      () => (entries = entries.filter(([other]) => !other.startsWith(name.split(".")[0]!))),
      () => (entries = entries.filter(() => random.chance(0.9))),
    ])();
  }
  return Object.fromEntries(entries);
}
