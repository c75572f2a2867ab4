/** What the curve of a sweep may be of. */
import { ratioAt, sayShare, SHARES } from "../../src/store/compareTable.ts";
import { amountAxis } from "../plots/amountAxis.ts";
import { shareAxis } from "../plots/ticks.ts";
import type { SweptMap } from "./swept.ts";

/** A share: the area ratio there; else a measure of the map or of the network. */
export type Quantity = (typeof SHARES)[number] | "sigma" | "params" | "macs";
export const QUANTITIES: readonly Quantity[] = [...SHARES, "sigma", "params", "macs"];

const NAMES = {
  sigma: "Gaussian σ, long axis",
  params: "Parameters",
  macs: "MACs at 224 px, zeros included",
} as const;
export const sayQuantity = (of: Quantity): string =>
  typeof of === "number" ? `Area ratio at ${sayShare(of)}` : NAMES[of];

/** Null where it is not known, or not reached. */
export function quantityAt(of: Quantity, { value, reading }: SweptMap): number | null {
  if (of === "sigma") return reading?.measures.gaussian?.major ?? null;
  if (of === "params") return value?.model.params ?? null;
  if (of === "macs") return value?.model.macs ?? null;
  return ratioAt(reading, of);
}

/** A value in words: `0.123`, `14.2 px`, `28.6 M`, `4.46 G`. */
export function sayQuantityAt(of: Quantity, value: number): string {
  if (of === "sigma") return `${value.toFixed(1)} px`;
  if (of === "params") return `${(value / 1e6).toFixed(1)} M`;
  if (of === "macs") return `${(value / 1e9).toFixed(2)} G`;
  return value.toFixed(3);
}

/** From 0, so that curves of different networks compare. */
export function quantityAxis(of: Quantity, most: number): ReturnType<typeof shareAxis> {
  if (typeof of === "number") return shareAxis(most);
  const [unit, sign] = { sigma: [1, "px"], params: [1e6, "M"], macs: [1e9, "G"] }[of] as [
    number,
    string,
  ];
  return amountAxis(most, (value) => `${Number((value / unit).toPrecision(3))} ${sign}`);
}
