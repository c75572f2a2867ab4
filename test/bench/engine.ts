/** A backend with our kernels and with stock tfjs, side by side on one device. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "../../src/domain/job.ts";
import { startBackend, withStockOps } from "../../src/engine/backends/start.ts";
import { SOFTWARE } from "../../src/engine/backends/webgpu.ts";
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
  /** has a GPU that rested come up to its clock again */
  readonly wake: () => Promise<void>;
}

/** A GPU lowers its clock within a fraction of a second of rest, to a sixth on some, and takes as long to raise it. */
const WAKE = { firstSeconds: 1.5, mostSeconds: 0.8, within: 1.05 } as const;

export async function startBench(backend: BackendName, host: Host): Promise<Bench> {
  const tuned = await startBackend(backend, host);
  tuned.takeCores?.(true);
  const time = async (work: () => unknown): Promise<number> => {
    await tuned.settle();
    const start = performance.now();
    await work();
    await tuned.settle();
    return (performance.now() - start) / 1000;
  };
  const rests = backend === "webgpu" && !SOFTWARE.test(tuned.adapter);
  return {
    backend,
    get adapter() {
      return tuned.adapter; // threads join after the start
    },
    ops: { tuned, stock: withStockOps(tuned) },
    time,
    wake: rests ? waking(time) : () => Promise.resolve(),
  };
}

function waking(time: Bench["time"]): Bench["wake"] {
  let best = Infinity;
  return async () => {
    const values = tf.ones([2 ** 24]);
    const burst = () => {
      for (let i = 0; i < 16; i++) tf.relu(values).dispose();
    };
    const most = 1000 * (best === Infinity ? WAKE.firstSeconds : WAKE.mostSeconds);
    const end = performance.now() + most;
    const isAwake = (seconds: number) => most < 1000 && seconds < best * WAKE.within;
    for (let seconds = Infinity; performance.now() < end && !isAwake(seconds);) {
      seconds = await time(burst);
      best = Math.min(best, seconds);
    }
    values.dispose();
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
