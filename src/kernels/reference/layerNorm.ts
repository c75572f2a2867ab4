/** Layer normalisation over the last axis of [rows, c], in float64 with biased variance. */
export function referenceLayerNorm(
  x: Float32Array,
  rows: number,
  c: number,
  weight: Float32Array,
  bias: Float32Array,
  eps: number,
): Float64Array {
  const out = new Float64Array(rows * c);
  for (let row = 0; row < rows; row++) {
    const { units } = normalise(x.subarray(row * c, (row + 1) * c), eps);
    units.forEach((unit, i) => (out[row * c + i] = unit * weight[i]! + bias[i]!));
  }
  return out;
}

/** The gradient of `referenceLayerNorm` with respect to x. */
export function referenceLayerNormBackward(
  dy: Float32Array,
  x: Float32Array,
  weight: Float32Array,
  eps: number,
  rows: number,
  c: number,
): Float64Array {
  const out = new Float64Array(rows * c);
  for (let row = 0; row < rows; row++) {
    const { units, rstd } = normalise(x.subarray(row * c, (row + 1) * c), eps);
    const g = Float64Array.from(units, (_, i) => dy[row * c + i]! * weight[i]!);
    const plain = mean(g);
    const along = mean(g.map((value, i) => value * units[i]!));
    g.forEach((value, i) => (out[row * c + i] = rstd * (value - plain - units[i]! * along)));
  }
  return out;
}

function normalise(row: Float32Array, eps: number): { units: Float64Array; rstd: number } {
  const values = Float64Array.from(row);
  const centre = mean(values);
  const distances = values.map((value) => value - centre);
  const rstd = 1 / Math.sqrt(mean(distances.map((d) => d * d)) + eps);
  return { units: distances.map((d) => d * rstd), rstd };
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
