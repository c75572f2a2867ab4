/** What is asked about maps and weights without running a network, answered on the thread that asks. */
import { areaRatios } from "../analysis/areaRatio.ts";
import { readMap } from "../analysis/readMap.ts";
import type { NamedBlob, ProtocolName } from "../domain/job.ts";
import type { ModelSource } from "../domain/model.ts";
import type { ErfMap } from "../domain/result.ts";
import { fromBlob } from "../formats/byteSource.ts";
import { readNpy } from "../formats/npy.ts";
import { blockKernels } from "../models/blockKernels.ts";
import { overlapMasks } from "../models/maskOverlap.ts";
import { countNonzero } from "../models/summarise.ts";
import { loadNetwork } from "./model.ts";

export const inquiry = {
  readMap,
  squaresOf: (map: ErfMap, protocol: ProtocolName) => areaRatios(map, protocol),
  readNpy: ({ name, blob }: NamedBlob) => readNpy(fromBlob(blob, name)),
  readKernels: async (source: ModelSource, block: string) =>
    blockKernels(await loadNetwork(source), block),
  countNonzero: async (source: ModelSource) => countNonzero(await loadNetwork(source)),
  overlapMasks: async (source: ModelSource, other: ModelSource) =>
    overlapMasks(await loadNetwork(source), await loadNetwork(other)),
};
