/** Measures in a thread of its own, where the engine runs for the notebook too. */
import kernelsUrl from "../../src/kernels/wasm/kernels.wasm?url&no-inline";
import { ceilingSizes, measureCeilings } from "./ceilings.ts";
import { type Kind, startBench } from "./engine.ts";
import { layerCases, type LayerResult, measureLayer } from "./layers.ts";
import { measureNetwork, type NetworkResult } from "./networks.ts";
import type { BackendReport } from "./report.ts";
import { makeImages, makeWeights } from "./weights.ts";

export interface BenchRequest {
  readonly backend: "webgpu" | "wasm";
  /** "" measures none */
  readonly network: string;
  readonly size: number;
  readonly repeat: number;
  readonly layers: boolean;
  readonly kinds: readonly Kind[];
}
export type BenchAnswer =
  | { readonly type: "at" | "failed"; readonly text: string }
  | { readonly type: "done"; readonly found: BackendReport };

// the DOM library types `self` as a window, in a worker it is the channel to the page
const port = self as unknown as { postMessage(answer: BenchAnswer): void };
const at = (text: string): void => port.postMessage({ type: "at", text });

async function measure(request: BenchRequest): Promise<BackendReport> {
  const { network, size, repeat, kinds } = request;
  const bench = await startBench(request.backend, {
    decodeImage: () => Promise.reject(new Error("no pictures here")),
    wasmBase: new URL("/wasm/", self.location.origin).href,
    kernelBytes: async () => (await fetch(kernelsUrl)).arrayBuffer(),
  });
  at("ceilings");
  const { backend, adapter } = bench;
  const ceilings = await measureCeilings(bench, ceilingSizes(bench.backend, bench.adapter), repeat);
  const layers: LayerResult[] = [];
  for (const layer of request.layers ? layerCases(size) : []) {
    at(layer.name);
    layers.push(await measureLayer(bench, layer, ceilings, repeat, kinds));
  }
  const networks: NetworkResult[] = [];
  if (network !== "") {
    at(network);
    const asked = { network, size, images: 1, stage: 4 } as const;
    const [weights, values] = [makeWeights(network), makeImages(1, size)];
    networks.push(await measureNetwork(bench, asked, weights, values, [], repeat, kinds));
  }
  const found = { backend, adapter, ceilings, layersAt: size, layers, kernels: [], networks };
  return { ...found, failures: [] };
}

self.addEventListener("message", ({ data }: MessageEvent<BenchRequest>) => {
  measure(data).then(
    (found) => port.postMessage({ type: "done", found }),
    (error: unknown) => port.postMessage({ type: "failed", text: String(error) }),
  );
});
