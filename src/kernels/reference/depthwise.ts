/** Σ over branches of a depthwise cross-correlation, by definition and in float64. */
export interface ReferenceBranch {
  /** [kh, kw, channels] */
  readonly kernel: Float32Array;
  readonly kh: number;
  readonly kw: number;
}

/** bias + Σ branches, stride 1, zero padding (kh >> 1, kw >> 1); x and the result are [h, w, c]. */
export function referenceDepthwiseSum(
  x: Float32Array,
  h: number,
  w: number,
  c: number,
  branches: readonly ReferenceBranch[],
  bias: Float32Array | null,
): Float64Array {
  const out = new Float64Array(h * w * c);
  for (let y = 0; y < h; y++)
    for (let column = 0; column < w; column++)
      for (let channel = 0; channel < c; channel++) {
        let sum = bias ? bias[channel]! : 0;
        for (const { kernel, kh, kw } of branches)
          for (let ky = 0; ky < kh; ky++)
            for (let kx = 0; kx < kw; kx++) {
              const [row, col] = [y + ky - (kh >> 1), column + kx - (kw >> 1)];
              if (row < 0 || row >= h || col < 0 || col >= w) continue;
              sum += x[(row * w + col) * c + channel]! * kernel[(ky * kw + kx) * c + channel]!;
            }
        out[(y * w + column) * c + channel] = sum;
      }
  return out;
}
