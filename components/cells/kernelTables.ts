/** What is tabled of a block's kernels. */
import type { KernelsValue } from "../../src/domain/stored.ts";
import {
  channelNumbers,
  energyWithin,
  overRings,
  meanMagnitude,
} from "../../src/store/kernelNumbers.ts";
import type { Table } from "../../src/store/tables.ts";

/** One row a channel of the merged kernels. */
export function channelTable({ merged, side }: KernelsValue): Table {
  const { norm, zeros } = channelNumbers(merged, side * side);
  return {
    columns: [
      { name: "channel" },
      { name: "norm of the merged kernel", digits: 4 },
      { name: "share of exact zeros", digits: 3 },
    ],
    rows: Array.from(norm, (own, channel) => [channel, own, zeros[channel]!]),
  };
}

/** One row a ring round the centre: energy within it, and mean |w| on it. */
export function distanceTable({ merged, side }: KernelsValue): Table {
  const energy = energyWithin(merged, side, side);
  const { sum, taps } = overRings(meanMagnitude(merged, side * side), side, side);
  return {
    columns: [
      { name: "distance, taps" },
      { name: "energy within", digits: 3 },
      { name: "mean |w|", digits: 5 },
    ],
    rows: Array.from(energy, (share, ring) => [
      ring,
      Number.isFinite(share) ? share : null,
      sum[ring]! / taps[ring]!,
    ]),
  };
}
