/** The engine's thread. */
import { readMap } from "../src/analysis/readMap.ts";
import { serve, type ServingPort } from "../src/client/serve.ts";
import { loadNetwork } from "../src/engine/model.ts";
import { Session } from "../src/engine/session.ts";
import { fromBlob } from "../src/formats/byteSource.ts";
import { readNpy } from "../src/formats/npy.ts";
import { blockKernels } from "../src/models/blockKernels.ts";
import { overlapMasks } from "../src/models/maskOverlap.ts";
import { countNonzero } from "../src/models/summarise.ts";
import kernelsUrl from "../src/kernels/wasm/kernels.wasm?url&no-inline";
import { decodeImage } from "./decodeImage.ts";

const wasmBase = new URL(`${import.meta.env.BASE_URL}wasm/`, self.location.origin).href;

const session = new Session({
  decodeImage,
  wasmBase,
  kernelBytes: async () => (await fetch(kernelsUrl)).arrayBuffer(),
});

// the DOM library types `self` as a window, in a worker it is the channel to the page
serve(self as unknown as ServingPort, session, {
  readMap,
  readNpy: ({ name, blob }) => readNpy(fromBlob(blob, name)),
  readKernels: async (source, block) => blockKernels(await loadNetwork(source), block),
  countNonzero: async (source) => countNonzero(await loadNetwork(source)),
  overlapMasks: async (source, other) =>
    overlapMasks(await loadNetwork(source), await loadNetwork(other)),
});
