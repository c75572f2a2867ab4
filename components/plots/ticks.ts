import { ticks } from "d3";

/** Where an axis of an input is marked, px: quarters where they are whole, round numbers elsewhere. */
export function pixelTicks(size: number): number[] {
  if (size % 4 === 0) return [0, 1, 2, 3, 4].map((quarter) => (quarter * size) / 4);
  return [...ticks(0, size, 4).filter((at) => at < size * 0.9), size];
}
