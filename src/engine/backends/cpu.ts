/** Plain JavaScript: the reference. Slow, and everywhere. */
import * as tf from "@tensorflow/tfjs-core";
import type { Ops } from "../ops.ts";
import { stockOps } from "../stockOps.ts";

const HEAP_BYTES = 4 * 2 ** 30;

export async function startCpu(): Promise<Ops> {
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  return {
    ...stockOps,
    backend: "cpu",
    packsWeights: false,
    adapter: "JavaScript",
    limits: { tensorBytes: 2 ** 31, totalBytes: HEAP_BYTES },
    settle: () => Promise.resolve(),
    dispose: () => undefined,
  };
}
