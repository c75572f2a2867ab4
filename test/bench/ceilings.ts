/** What the adapter reaches at best through tfjs: moving bytes, and arithmetic in a large product. */
import * as tf from "@tensorflow/tfjs-core";
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
/** Far above caches and launches, yet a second at most. */
export const ceilingSizes = (gpu: boolean): CeilingSizes =>
  gpu ? { copied: 2 ** 26, side: 4096 } : { copied: 2 ** 24, side: 1024 };

export async function measureCeilings(
  bench: Bench,
  { copied, side }: CeilingSizes,
  repeat: number,
): Promise<Ceilings> {
  const values = tf.tidy(() => tf.add(tf.zeros([copied]), 0.5));
  const a = tf.tensor2d(waves(side * side), [side, side]);
  try {
    const timings = await measureInTurn(
      [
        { name: "copy", run: repeated(bench, () => tf.relu(values)) },
        { name: "product", run: repeated(bench, () => tf.matMul(a, a)) },
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
