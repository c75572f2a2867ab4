/** What the adapter reaches at best: moving bytes, and arithmetic in a large product. */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName } from "../../src/domain/job.ts";
import { stockOps } from "../../src/engine/stockOps.ts";
import { SOFTWARE } from "../../src/engine/backends/webgpu.ts";
import { type Bench, repeated } from "./engine.ts";
import { measureInTurn } from "./measure.ts";
import { waves } from "./waves.ts";

export interface Ceilings {
  /** read and written, by an operation that does next to no arithmetic */
  readonly bytesPerSecond: number;
  /** of a product of two squares */
  readonly flopsPerSecond: number;
}

export interface CeilingSizes {
  /** float32 values that are copied */
  readonly copied: number;
  /** side of the squares that are multiplied */
  readonly side: number;
}
/** Far above caches and launches, yet about a second at most. */
const SIZES = {
  gpu: { copied: 2 ** 26, side: 4096 },
  processor: { copied: 2 ** 24, side: 1024 },
  emulated: { copied: 2 ** 22, side: 256 },
} as const satisfies Record<string, CeilingSizes>;

export const ceilingSizes = (backend: BackendName, adapter: string): CeilingSizes => {
  if (backend !== "webgpu") return SIZES.processor;
  return SOFTWARE.test(adapter) ? SIZES.emulated : SIZES.gpu;
};

export async function measureCeilings(
  bench: Bench,
  { copied, side }: CeilingSizes,
  repeat: number,
): Promise<Ceilings> {
  const values = tf.tidy(() => tf.add(tf.zeros([copied]), 0.5));
  const a: tf.Tensor2D = tf.tensor2d(waves(side * side), [side, side]);
  const { product = stockOps.product } = bench.ops.tuned;
  try {
    await bench.wake();
    const timings = await measureInTurn(
      [
        { name: "copy", run: repeated(bench, () => tf.relu(values)) },
        { name: "product", run: repeated(bench, () => product(a, a, null)) },
      ],
      repeat,
    );
    return {
      bytesPerSecond: (8 * copied) / timings.get("copy")!.min,
      flopsPerSecond: (2 * side ** 3) / timings.get("product")!.min,
    };
  } finally {
    tf.dispose([values, a]);
  }
}

/** Which ceiling binds work of so much arithmetic and so many bytes, and the share of it reached. */
export function shareOfCeiling(
  { flops, bytes }: { readonly flops: number; readonly bytes: number },
  seconds: number,
  { flopsPerSecond, bytesPerSecond }: Ceilings,
): { readonly binds: "arithmetic" | "bytes"; readonly ofCeiling: number } {
  const [arithmetic, moving] = [flops / flopsPerSecond, bytes / bytesPerSecond];
  return {
    binds: arithmetic > moving ? "arithmetic" : "bytes",
    ofCeiling: Math.max(arithmetic, moving) / seconds,
  };
}
