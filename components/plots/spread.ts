/** Moves positions apart, keeping their order and staying within [top, bottom] where there is room. */
export function spread(
  wanted: readonly number[],
  apart: number,
  top: number,
  bottom: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed: number[] = [];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(least, wanted[i]!);
    least = placed[i]! + apart;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.max(top, Math.min(most, placed[i]!));
    most = placed[i]! - apart;
  }
  return placed;
}
