import { elementCount } from "../domain/tensor.ts";

/** Strides of a row-major array, in elements. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let d = shape.length - 2; d >= 0; d--) strides[d] = strides[d + 1]! * shape[d + 1]!;
  return strides;
}

/** Elements from the first to the last that a view touches; 0 when it is empty. */
export const viewExtent = (shape: readonly number[], strides: readonly number[]): number =>
  shape.includes(0)
    ? 0
    : shape.reduce((last, side, d) => last + (side - 1) * (strides[d] ?? 0), 0) + 1;

/** Whether a view of this shape and these strides (elements) already lies row-major. */
export function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  const expected = rowMajorStrides(shape);
  return shape.every((side, d) => side === 1 || strides[d] === expected[d]);
}

/** A row-major copy of a strided view (strides in elements) that begins at element 0 of `values`. */
export function gather(
  values: Float32Array<ArrayBuffer>,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  const count = elementCount(shape);
  if (count === values.length && isContiguous(shape, strides)) return values;
  const gathered = new Float32Array(count);
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < count; to++) {
    gathered[to] = values[from]!;
    for (let d = shape.length - 1; d >= 0; d--) {
      from += strides[d]!;
      if (++index[d]! < shape[d]!) break;
      from -= strides[d]! * shape[d]!;
      index[d] = 0;
    }
  }
  return gathered;
}
