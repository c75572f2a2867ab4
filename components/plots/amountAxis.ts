import { ticks } from "d3";

/** From 0 to a round number over `most`, with few marks, each said by `say`. */
export function amountAxis(
  most: number,
  say: (value: number) => string,
): {
  readonly domain: readonly [number, number];
  readonly ticks: { readonly at: number; readonly label: string }[];
} {
  const at = ticks(0, most > 0 ? most : 1, 4);
  const last = at.at(-1)!;
  const all = last < most ? [...at, 2 * last - at.at(-2)!] : at;
  return {
    domain: [0, all.at(-1)!],
    ticks: all.map((value) => ({ at: value, label: say(value) })),
  };
}
