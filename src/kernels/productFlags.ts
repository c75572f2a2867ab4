/** What a product does besides multiplying, alike for both of its kernels. */

/** A number of the result is after(a·b + bias) + more. */
export interface ProductFlags {
  /** an input `bias` [columns] */
  readonly bias: boolean;
  /** b lies as [columns, inner]: a forward weight, for its gradient */
  readonly transposed: boolean;
  /** the exact GELU, or a factor of its slope at an input `u` [range's rows, columns] */
  readonly after: "nothing" | "gelu" | "gelu gradient";
  /** an input `more` [result's rows, columns] */
  readonly plus: boolean;
}

/** The buffers of a product, in order. */
export const productInputs = ({ bias, after, plus }: ProductFlags): string[] => [
  ...["a", "b"],
  ...(bias ? ["bias"] : []),
  ...(after === "gelu gradient" ? ["u"] : []),
  ...(plus ? ["more"] : []),
];

/** WGSL of what becomes of a `sum`; `n` is `normal(v)` of the number v of u. */
export const AFTER: Readonly<Record<ProductFlags["after"], string>> = {
  nothing: "sum",
  gelu: "sum * normal(sum).y",
  "gelu gradient": "sum * (n.y + v * n.x)",
};
