/** The thread that reads files and maps: no network runs here, so that nobody waits for one. */
import { areaRatios } from "../src/analysis/areaRatio.ts";
import { readMap } from "../src/analysis/readMap.ts";
import { serve, type ServingPort } from "../src/client/serve.ts";
import { loadNetwork } from "../src/engine/model.ts";
import { fromBlob } from "../src/formats/byteSource.ts";
import { readNpy } from "../src/formats/npy.ts";
import { blockKernels } from "../src/models/blockKernels.ts";
import { overlapMasks } from "../src/models/maskOverlap.ts";
import { countNonzero } from "../src/models/summarise.ts";

// the DOM library types `self` as a window, in a worker it is the channel to the page
serve(self as unknown as ServingPort, {
  inquiry: {
    readMap,
    squaresOf: (map, protocol) => areaRatios(map, protocol),
    readNpy: ({ name, blob }) => readNpy(fromBlob(blob, name)),
    readKernels: async (source, block) => blockKernels(await loadNetwork(source), block),
    countNonzero: async (source) => countNonzero(await loadNetwork(source)),
    overlapMasks: async (source, other) =>
      overlapMasks(await loadNetwork(source), await loadNetwork(other)),
  },
});
