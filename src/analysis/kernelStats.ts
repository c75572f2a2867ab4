/** How the magnitude of a depthwise kernel lies over its taps. */
export interface KernelStats {
  /** mean |w| over filters, row-major [height, width] */
  readonly meanAbs: Float64Array<ArrayBuffer>;
  readonly min: number;
  readonly max: number;
  /** √(mean w²) over all weights */
  readonly rms: number;
}

/** Measures `kernel`, row-major [filters, height, width]; zeros throughout for a tensor without filters. */
export function kernelStats(kernel: Float32Array, height: number, width: number): KernelStats {
  const taps = height * width;
  const filters = Math.floor(kernel.length / taps);
  const meanAbs = new Float64Array(taps);
  if (filters === 0) return { meanAbs, min: 0, max: 0, rms: 0 };
  let min = Infinity;
  let max = -Infinity;
  let squares = 0;
  for (let at = 0; at < filters * taps; at++) {
    const weight = kernel[at]!;
    const tap = at % taps;
    meanAbs[tap] = meanAbs[tap]! + Math.abs(weight) / filters;
    squares += weight * weight;
    if (weight < min) min = weight;
    if (weight > max) max = weight;
  }
  return { meanAbs, min, max, rms: Math.sqrt(squares / (filters * taps)) };
}
