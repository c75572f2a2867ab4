/** Deterministic values of no particular kind, of mean 0 and about unit size. */
export const waves = (length: number, phase = 0): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(1.7 * i + phase) + 0.5 * Math.cos(0.13 * i));
