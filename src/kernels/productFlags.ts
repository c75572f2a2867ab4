/** What a product does besides multiplying, alike for both of its kernels. */

/** An activation, or a factor of its slope at an input `u` (of a range, its own rows alone). */
export type After = "nothing" | "gelu" | "relu" | "gelu gradient" | "relu gradient";

/** A number of the result is after(a·b + bias) + more. */
export interface ProductFlags {
  /** an input `bias` [columns] */
  readonly bias: boolean;
  /** b lies as [columns, inner]: a forward weight, for its gradient */
  readonly transposed: boolean;
  readonly after: After;
  /** an input `more` [result's rows, columns] */
  readonly plus: boolean;
}

export const isGradient = (after: After): boolean => after.endsWith("gradient");

/** Whether the WGSL in `AFTER` needs `NORMAL`. */
export const isGelu = (after: After): boolean => after.startsWith("gelu");

/** The buffers of a product, in order. */
export const productInputs = ({ bias, after, plus }: ProductFlags): string[] => [
  ...["a", "b"],
  ...(bias ? ["bias"] : []),
  ...(isGradient(after) ? ["u"] : []),
  ...(plus ? ["more"] : []),
];

/** WGSL of what becomes of `sum`, where the number of u is called `v`; what is not a number stays so. */
export const AFTER: Readonly<Record<After, string>> = {
  nothing: "sum",
  gelu: "sum * normal(sum).y",
  relu: "select(sum, 0.0, sum < 0.0)",
  "gelu gradient": "sum * geluSlope(v)",
  "relu gradient": "select(sum, 0.0, v <= 0.0)",
};
