/** Times of several contenders taken in turn, so that what slows the machine slows all of them. */

/** What is compared: one piece of work done one way. */
export interface Contender {
  readonly name: string;
  /** does the work once and says how many seconds it took */
  readonly run: () => Promise<number>;
}

/** Seconds. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly q1: number;
  readonly q3: number;
  /** in the order in which they were taken, warm-up left out */
  readonly all: readonly number[];
}

/** Linear between the two nearest of the sorted values; `share` from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

export const timingOf = (all: readonly number[]): Timing => ({
  median: quantile(all, 0.5),
  min: Math.min(...all),
  q1: quantile(all, 0.25),
  q3: quantile(all, 0.75),
  all,
});

/** One warm-up of each, then `repeat` rounds through all of them. */
export async function measureInTurn(
  contenders: readonly Contender[],
  repeat: number,
): Promise<ReadonlyMap<string, Timing>> {
  const taken = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { run } of contenders) await run();
  for (let round = 0; round < repeat; round++)
    for (const { name, run } of contenders) taken.get(name)!.push(await run());
  return new Map([...taken].map(([name, all]) => [name, timingOf(all)]));
}

/** Slope of the least-squares line through (log x, log y): the power with which y grows; null at one x. */
export function powerOf(points: readonly (readonly [x: number, y: number])[]): number | null {
  if (new Set(points.map(([x]) => x)).size < 2) return null;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, at) => sum + at[axis], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

/** ‖a − b‖ / ‖b‖ */
export function relativeL2(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return NaN;
  let [apart, whole] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    apart += (a[i]! - b[i]!) ** 2;
    whole += b[i]! ** 2;
  }
  return Math.sqrt(apart / whole);
}
