/** Which body answers a choice of backend. `auto`: the GPU, unless it is software, where wasm is several times faster. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendChoice } from "../../domain/job.ts";
import type { Host } from "../host.ts";
import type { Ops } from "../ops.ts";
import { stockOps } from "../stockOps.ts";
import { startCpu } from "./cpu.ts";
import { startWasm } from "./wasm.ts";
import { findAdapter, startWebgpu } from "./webgpu.ts";

/** `tuned: false` computes with stock tfjs operations alone: what our own kernels are measured against. */
export async function startBackend(
  choice: BackendChoice,
  host: Host,
  tuned: boolean = true,
): Promise<Ops> {
  tf.enableProdMode(); // no advice on the console, no second look at every shape
  const ops = await startTuned(choice, host);
  return tuned ? ops : withStockOps(ops);
}

/** The same backend, every operation from stock tfjs. */
export const withStockOps = (ops: Ops): Ops => ({
  ...ops,
  ...stockOps,
  contribution: undefined,
  fused: undefined,
});

async function startTuned(choice: BackendChoice, host: Host): Promise<Ops> {
  switch (choice) {
    case "cpu":
      return startCpu();
    case "wasm":
      return startWasm(host);
    case "webgpu":
      return startWebgpu(await findAdapter());
    case "auto": {
      const found = await findAdapter();
      return found === null || found.software ? startWasm(host) : startWebgpu(found);
    }
    default:
      return choice satisfies never;
  }
}
