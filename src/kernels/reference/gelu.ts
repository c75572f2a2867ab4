/**
 * The error function to about 1e-15: its Maclaurin series near zero, the continued fraction of
 * erfc beyond (Abramowitz & Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 2.5) return Math.sign(x) * (1 - erfcOfLarge(z));
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Φ(x), the standard normal distribution, without cancellation far below zero. */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  if (x < 0 && z > 2.5) return erfcOfLarge(z) / 2;
  return (1 + erf(x / Math.SQRT2)) / 2;
}

/** x·Φ(x), the exact form of GELU. */
export const referenceGelu = (x: Float32Array): Float64Array =>
  Float64Array.from(x, (value) => value * normalCdf(value));

/** dy·(Φ(x) + x·φ(x)), the gradient of GELU. */
export const referenceGeluBackward = (dy: Float32Array, x: Float32Array): Float64Array =>
  Float64Array.from(x, (value, i) => {
    const density = Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI);
    return dy[i]! * (normalCdf(value) + value * density);
  });

function erfcOfLarge(z: number): number {
  let fraction = 0;
  for (let k = 120; k > 0; k--) fraction = k / 2 / (z + fraction);
  return Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction));
}
