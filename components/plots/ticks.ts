import { ticks } from "d3";

/** Where an axis of an input is marked, px: quarters where they are whole, round numbers elsewhere. */
export function pixelTicks(size: number): number[] {
  if (size % 4 === 0) return [0, 1, 2, 3, 4].map((quarter) => (quarter * size) / 4);
  return [...ticks(0, size, 4).filter((at) => at < size * 0.9), size];
}

/** Whole pixels that mark a part of an axis. */
export const ticksBetween = (from: number, to: number): number[] =>
  ticks(from, to, 4).filter((at) => Number.isInteger(at));

/** Quarters of the way from a kernel's centre to its corner, whole rings, each once. */
export const ringTicks = (last: number): { readonly at: number; readonly label: string }[] =>
  [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * last)))].map((at) => ({
    at,
    label: String(at),
  }));

/** Shares from 0 to a round number over `most`, and where that axis is marked, in percent. */
export function shareAxis(most: number): {
  readonly domain: readonly [number, number];
  readonly ticks: { readonly at: number; readonly label: string }[];
} {
  const at = most > 0 ? ticks(0, most, 4) : [0, 1];
  const step = (at[1] ?? 1) - at[0]!;
  const last = at.at(-1)!;
  const all = last < most ? [...at, last + step] : at;
  const digits = step < 0.01 ? 1 : 0;
  return {
    domain: [0, all.at(-1)!],
    ticks: all.map((tick) => ({ at: tick, label: `${(tick * 100).toFixed(digits)} %` })),
  };
}
