/** So many of the newest snapshots are never thinned. */
const NEWEST = 10;

/**
 * Which snapshot to drop so that the rest thin out with age: the index into `times`
 * (milliseconds, oldest first). The first and the newest ten stay; of the others goes the one whose
 * absence leaves the smallest gap for its age. Null when there is none to drop.
 */
export function findSuperfluous(times: readonly number[]): number | null {
  const now = times.at(-1) ?? 0;
  let found: number | null = null;
  let smallest = Infinity;
  for (let i = 1; i < times.length - NEWEST; i++) {
    const age = Math.max(1, now - times[i]!);
    const gap = (times[i + 1]! - times[i - 1]!) / age;
    if (gap >= smallest) continue;
    smallest = gap;
    found = i;
  }
  return found;
}
