/** How the values of a sweep are written and read. */
import type { SweepCell } from "../../src/domain/document.ts";
import type { Quantity } from "./sweepQuantity.ts";
import type { Swept } from "./swept.ts";
import { plainMarkdown, sayImages, scaleMarkdown, times } from "./words.ts";

type Over = SweepCell["over"];
const MOST_VALUES = 24;
const MOST_SIDE = 101;
const MOST_ZEROS = 99;

export const sayOver: Readonly<Record<Over, string>> = {
  kernel: "largest kernel",
  sparsity: "share of zeros",
};
export const FIRST_VALUES: Readonly<Record<Over, readonly number[]>> = {
  kernel: [7, 13, 31, 51],
  sparsity: [0, 0.2, 0.4, 0.6, 0.8],
};
export const VALUES_HINT: Readonly<Record<Over, string>> = {
  kernel: `Odd sides from 3 to ${MOST_SIDE}, with commas between, at most ${MOST_VALUES}`,
  sparsity: `Shares of zeros from 0 to ${MOST_ZEROS} %, with commas between, at most ${MOST_VALUES}`,
};
const percent = (share: number): string => String(Math.round(share * 1000) / 10);

export const sayValue = (over: Over, value: number): string =>
  over === "kernel" ? String(value) : `${percent(value)} %`;

/** The list as it is written in its field: sides, or percents without the sign. */
export const sayValues = (over: Over, values: readonly number[]): string =>
  values.map((value) => (over === "kernel" ? String(value) : percent(value))).join(", ");

/** Reads such a list, sorted, each value once; null when it is none. */
export function parseValues(over: Over, text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "" && part !== "%");
  const values = parts.map((part) => {
    if (!/^\d{1,3}(\.\d{1,3})?%?$/.test(part)) return NaN;
    const value = parseFloat(part);
    if (over === "sparsity") return value <= MOST_ZEROS ? value / 100 : NaN;
    return Number.isInteger(value) && value % 2 === 1 && value >= 3 && value <= MOST_SIDE
      ? value
      : NaN;
  });
  if (values.length === 0 || values.length > MOST_VALUES || values.some(Number.isNaN)) return null;
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Which values change nothing, since a file's kernels are cut and never grown; empty when all do. */
export function sayUnreached(over: Over, swept: readonly Swept[]): string {
  if (over !== "kernel") return "";
  return swept
    .flatMap(({ name, points }) => {
      const most = Math.max(...points.flatMap(({ value }) => value?.model.kernelSizes ?? []));
      const beyond = points.filter(({ at, value }) => value !== null && at > most);
      return beyond.length === 0
        ? []
        : `${name} has kernels of at most ${most}, and kernels of a file are cut but not grown: ${beyond.map(({ at }) => at).join(", ")} ${beyond.length === 1 ? "shows" : "show"} them as they are.`;
    })
    .join(" ");
}

function sayCurve(quantity: Quantity, protocol: string): string {
  if (quantity === "params") return "The curve is the number of parameters.";
  if (quantity === "macs")
    return "The curve is the multiply-accumulates of one image of 224 px, those with zeros included.";
  if (quantity === "sigma")
    return `The curve is σ of the Gaussian with the map's own covariance along its long axis, px, read as ${protocol} does.`;
  return `The curve is the area ratio at ${Math.round(quantity * 100)} %, measured as ${protocol} does.`;
}

/** The caption of a sweep in Markdown. */
export function saySweep(shown: SweepCell, swept: readonly Swept[], quantity: Quantity): string {
  const { conditions, over } = shown;
  const names = swept.map(({ label, weights }) => plainMarkdown(`${label}, ${weights}`));
  const how =
    over === "kernel"
      ? "Sides are those of the largest kernels: the same in every stage up to 13, above that k, k − 2, k − 4 and 13. Random weights are made with them; those of a file are cut to their centre, interpolated or drawn anew, as the model’s cell says."
      : "Zeros are set in the large kernels, by the method of the model’s cell.";
  return [
    `${names.join("; ")} against the ${sayOver[over]}, stage ${conditions.stage}, mean over ${plainMarkdown(sayImages(conditions.images))}, at ${times(conditions.size)} px.`,
    how,
    sayCurve(quantity, conditions.protocol),
    `Each map is drawn as ${scaleMarkdown(conditions.scale)} on its own colour scale.`,
  ].join(" ");
}
