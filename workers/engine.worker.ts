/** The engine's thread. */
import { serve, type ServingPort } from "../src/client/serve.ts";
import { Session } from "../src/engine/session.ts";
import type { KernelBuild } from "../src/kernels/wasm/builds.ts";
import kernels from "../src/kernels/wasm/kernels.wasm?url&no-inline";
import kernelsFma from "../src/kernels/wasm/kernels-fma.wasm?url&no-inline";
import kernelsShared from "../src/kernels/wasm/kernels-shared.wasm?url&no-inline";
import kernelsSharedFma from "../src/kernels/wasm/kernels-shared-fma.wasm?url&no-inline";
import { decodeImage } from "./decodeImage.ts";
import { hireHelper } from "./hireHelper.ts";

const wasmBase = new URL(`${import.meta.env.BASE_URL}wasm/`, self.location.origin).href;

const builds: Readonly<Record<KernelBuild, string>> = {
  kernels,
  "kernels-fma": kernelsFma,
  "kernels-shared": kernelsShared,
  "kernels-shared-fma": kernelsSharedFma,
};
const MOST_HELPERS = 7;

const session = new Session({
  decodeImage,
  wasmBase,
  kernelBytes: async (build) => (await fetch(builds[build])).arrayBuffer(),
  // memory is shared with other threads only where the page is isolated from other origins
  ...(self.crossOriginIsolated && {
    team: { most: Math.min(MOST_HELPERS, navigator.hardwareConcurrency - 1), hire: hireHelper },
  }),
});

// the DOM library types `self` as a window, in a worker it is the channel to the page
serve(self as unknown as ServingPort, { session });
