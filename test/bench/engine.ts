/** A backend with our kernels and with stock tfjs, side by side on one device. */
import type * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "../../src/domain/job.ts";
import { startBackend, withStockOps } from "../../src/engine/backends/start.ts";
import type { Host } from "../../src/engine/host.ts";
import type { Ops } from "../../src/engine/ops.ts";

export const KINDS = ["tuned", "stock"] as const;
export type Kind = (typeof KINDS)[number];

export interface Bench {
  readonly backend: BackendName;
  readonly adapter: string;
  readonly ops: Readonly<Record<Kind, Ops>>;
  /** seconds that the work takes, until the device is done */
  readonly time: (work: () => unknown) => Promise<number>;
}

export async function startBench(backend: BackendName, host: Host): Promise<Bench> {
  const tuned = await startBackend(backend, host);
  tuned.takeCores?.(true);
  return {
    backend,
    adapter: tuned.adapter,
    ops: { tuned, stock: withStockOps(tuned) },
    time: async (work) => {
      await tuned.settle();
      const start = performance.now();
      await work();
      await tuned.settle();
      return (performance.now() - start) / 1000;
    },
  };
}

/** Seconds of one call of many in a row, long enough for the clock; what they return is freed. */
export function repeated(bench: Bench, work: () => tf.Tensor, leastSeconds = 0.02) {
  let calls = 1;
  return async (): Promise<number> => {
    for (;;) {
      const seconds = await bench.time(() => {
        for (let i = 0; i < calls; i++) work().dispose();
      });
      if (seconds >= leastSeconds || calls >= 4096) return seconds / calls;
      calls = Math.min(4096, Math.ceil(calls * Math.max(2, (1.2 * leastSeconds) / seconds)));
    }
  };
}
