/** a [rows, inner] by b [inner, columns] plus a bias [columns] or nothing, by definition and in float64. */
export function referenceProduct(
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | null,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = bias ? bias[column]! : 0;
      for (let k = 0; k < inner; k++) sum += a[row * inner + k]! * b[k * columns + column]!;
      out[row * columns + column] = sum;
    }
  return out;
}
