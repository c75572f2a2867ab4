/** Which tensor of a file may be the one that a network misses: of the same shape and much the same name. */
import type { TensorEntry } from "../domain/tensor.ts";

/** share of a name's parts that another must have to be near it */
const LEAST_SHARED = 0.5;

const partsOf = (name: string): string[] => name.split(/[._]/);

/** Parts that two names have in common, from the end, then from the front; 0–1. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let [end, front] = [0, 0];
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end++;
  while (front + end < most && a[front] === b[front]) front++;
  return (end + front) / Math.max(a.length, b.length);
}

/** The nearest of these; null when none is near. */
export function nearestName(
  wanted: { readonly name: string; readonly shape: readonly number[] },
  among: readonly TensorEntry[],
): TensorEntry | null {
  const parts = partsOf(wanted.name);
  let best: TensorEntry | null = null;
  let least = LEAST_SHARED;
  for (const entry of among) {
    const near = likeness(parts, partsOf(entry.name));
    const fits = entry.shape.join() === wanted.shape.join();
    // of equally near names one of the same shape
    const score = near + (fits ? 0.5 / parts.length : 0);
    if (near >= LEAST_SHARED && score > least) [best, least] = [entry, score];
  }
  return best;
}
