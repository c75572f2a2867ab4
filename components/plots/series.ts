/** A network keeps its colour and its line through a whole notebook. */
export interface Series {
  /** sets the colour `--series` */
  readonly className: string;
  /** of the line, px; empty for a solid one */
  readonly dash: string;
}
const DASHES = ["", "7 3", "1.5 3", "9 3 2 3", "4 2", "2 4"];
/** Colour and line of the n-th network, from 0; after six the colours come again. */
export const seriesOf = (n: number): Series => {
  const i = Math.max(0, n) % DASHES.length;
  return { className: `series-${i}`, dash: DASHES[i]! };
};
/** Colours and lines of `count` more that stand beside these: from the n-th on, those that are free first. */
export function seriesBeside(
  taken: readonly Series[],
  n: number,
  count: number,
): readonly Series[] {
  const all = DASHES.map((_, i) => seriesOf(n + i));
  const isTaken = ({ className }: Series): boolean =>
    taken.some((other) => other.className === className);
  const order = [...all.filter((one) => !isTaken(one)), ...all.filter(isTaken)];
  return Array.from({ length: count }, (_, i) => order[i % order.length]!);
}
