/** Lengths on the input and on a feature map are both numbers at run time and must not mix. */
declare const unit: unique symbol;
type Unit<U extends string> = number & { readonly [unit]: U };

/** a length on the input image, in pixels */
export type Px = Unit<"px">;
/** a length on a feature map, in cells */
export type Cells = Unit<"cells">;
/** a share of a whole, from 0 to 1 */
export type Ratio = Unit<"ratio">;
export type Seconds = Unit<"seconds">;

export function px(n: number): Px {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`px: ${n} is not a whole, positive length`);
  return n as Px;
}
export function cells(n: number): Cells {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`cells: ${n} is not a whole length`);
  return n as Cells;
}
export const ratio = (n: number): Ratio => n as Ratio;
export const seconds = (n: number): Seconds => n as Seconds;
