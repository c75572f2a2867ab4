/** The mask of a depthwise kernel, which official SLaK files keep only as exact zeros. */
export interface MaskStats {
  readonly alive: number;
  readonly total: number;
  /** share of exact zeros, 0–1; 0 for an empty tensor */
  readonly sparsity: number;
  /** filters that are alive at each tap, row-major [height, width] */
  readonly aliveByTap: Uint32Array<ArrayBuffer>;
  /** taps that are alive in each filter, [filters] */
  readonly aliveByFilter: Uint32Array<ArrayBuffer>;
}

/** Counts the weights that are not zero in `kernel`, row-major [filters, height, width]. */
export function maskStats(kernel: Float32Array, height: number, width: number): MaskStats {
  const taps = height * width;
  const aliveByTap = new Uint32Array(taps);
  const aliveByFilter = new Uint32Array(Math.floor(kernel.length / taps));
  let alive = 0;
  for (let filter = 0, at = 0; filter < aliveByFilter.length; filter++)
    for (let tap = 0; tap < taps; tap++, at++) {
      if (kernel[at] === 0) continue;
      alive++;
      aliveByTap[tap] = aliveByTap[tap]! + 1;
      aliveByFilter[filter] = aliveByFilter[filter]! + 1;
    }
  const total = aliveByFilter.length * taps;
  return {
    alive,
    total,
    sparsity: total === 0 ? 0 : (total - alive) / total,
    aliveByTap,
    aliveByFilter,
  };
}
