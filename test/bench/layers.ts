/** One operation at a time, at the shapes that the papers' networks have, with its arithmetic and bytes. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Ops } from "../../src/engine/ops.ts";
import { stockOps } from "../../src/engine/stockOps.ts";
import { type Bench, type Kind, KINDS, repeated } from "./engine.ts";
import { type Ceilings, shareOfCeiling } from "./ceilings.ts";
import { measureInTurn, type Timing } from "./measure.ts";
import { waves } from "./waves.ts";

export interface LayerCase {
  readonly name: string;
  /** floating-point operations; taps outside the map are none */
  readonly flops: number;
  /** read once and written once */
  readonly bytes: number;
  readonly prepare: () => { readonly run: (ops: Ops) => tf.Tensor; readonly free: () => void };
}
export interface LayerResult {
  readonly name: string;
  readonly flops: number;
  readonly bytes: number;
  readonly timings: Readonly<Partial<Record<Kind, Timing>>>;
  /** of tuned: what binds, and the share of it that is reached */
  readonly binds: "arithmetic" | "bytes";
  readonly ofCeiling: number;
}

/** Pairs of an output and a tap that meets the map, along one side. */
function pairsInside(length: number, taps: number): number {
  const half = taps >> 1;
  let pairs = 0;
  for (let at = 0; at < length; at++)
    pairs += Math.min(length - 1, at + half) - Math.max(0, at - half) + 1;
  return pairs;
}

type Sides = readonly (readonly [kh: number, kw: number])[];

/** Σ of depthwise branches on a square map; forward and flipped are one operation. */
export function depthwiseCase(name: string, side: number, c: number, sides: Sides): LayerCase {
  const taps = sides.reduce((sum, [kh, kw]) => sum + kh * kw, 0);
  const pairs = sides.reduce((sum, [h, w]) => sum + pairsInside(side, h) * pairsInside(side, w), 0);
  return {
    name,
    flops: 2 * c * pairs,
    bytes: 4 * (2 * side * side * c + taps * c),
    prepare: () => {
      const x = tf.tensor3d(waves(side * side * c), [side, side, c]);
      const kernels = sides.map(([kh, kw], i) => ({
        taps: tf.tensor4d(waves(kh * kw * c, i + 1), [kh, kw, c, 1]) as Tensor4D,
      }));
      return {
        run: (ops) => ops.depthwise(x, kernels, null),
        free: () => tf.dispose([x, kernels.map((kernel) => kernel.taps)]),
      };
    },
  };
}

function mapCase(
  name: string,
  [h, w, c]: readonly [number, number, number],
  [reads, flopsEach]: readonly [number, number],
  run: (ops: Ops, x: Tensor3D, dy: Tensor3D, weight: Tensor1D) => Tensor3D,
): LayerCase {
  const n = h * w * c;
  return {
    name,
    flops: flopsEach * n,
    bytes: 4 * n * (reads + 1),
    prepare: () => {
      const [x, dy] = [tf.tensor3d(waves(n, 1), [h, w, c]), tf.tensor3d(waves(n, 2), [h, w, c])];
      const weight = tf.tensor1d(waves(c, 3));
      return {
        run: (ops) => run(ops, x, dy, weight),
        free: () => tf.dispose([x, dy, weight]),
      };
    },
  };
}

function productCase(name: string, rows: number, inner: number, columns: number): LayerCase {
  return {
    name,
    flops: 2 * rows * inner * columns,
    bytes: 4 * (rows * inner + inner * columns + rows * columns),
    prepare: () => {
      const a: Tensor2D = tf.tensor2d(waves(rows * inner, 1), [rows, inner]);
      const b: Tensor2D = tf.tensor2d(waves(inner * columns, 2), [inner, columns]);
      return {
        run: ({ product = stockOps.product }) => product(a, b, null),
        free: () => tf.dispose([a, b]),
      };
    },
  };
}

const strips = (k: number): Sides => [
  [k, 5],
  [5, k],
  [5, 5],
];
const SLAK_T = [
  [4, 124, 51],
  [8, 249, 49],
  [16, 499, 47],
  [32, 998, 13],
] as const;
const REPLKNET_31B = [
  [4, 128, 31],
  [8, 256, 29],
  [16, 512, 27],
  [32, 1024, 13],
] as const;

/** Every kind of layer that takes time, for images of `size` pixels a side. */
export function layerCases(size: number): LayerCase[] {
  const side = (stride: number) => Math.max(1, Math.floor(size / stride));
  const s = side(4);
  const at = `${s}×${s}×124`;
  const shape = [s, s, 124] as const;
  return [
    ...SLAK_T.map(([stride, c, k], i) =>
      depthwiseCase(
        `SLaK-T stage ${i + 1}: ${k}×5 + 5×${k} + 5×5 on ${side(stride)}²×${c}`,
        side(stride),
        c,
        strips(k),
      ),
    ),
    ...REPLKNET_31B.map(([stride, c, k], i) =>
      depthwiseCase(
        `RepLKNet-31B stage ${i + 1}: ${k}×${k} on ${side(stride)}²×${c}`,
        side(stride),
        c,
        [[k, k]],
      ),
    ),
    depthwiseCase(`ConvNeXt-T stage 1: 7×7 on ${s}²×96`, s, 96, [[7, 7]]),
    productCase(`product, ${s * s}×124 by 124×496`, s * s, 124, 496),
    productCase(`product, ${side(16) ** 2}×499 by 499×1996`, side(16) ** 2, 499, 1996),
    mapCase(`layer norm, ${at}`, shape, [1, 8], (ops, x, _, w) => ops.layerNorm(x, w, w, 1e-6)),
    mapCase(`layer norm gradient, ${at}`, shape, [2, 14], (ops, x, dy, w) =>
      ops.layerNormBackward(dy, x, w, 1e-6),
    ),
    mapCase(`GELU, ${at}`, shape, [1, 12], (ops, x) => ops.gelu(x)),
    mapCase(`GELU gradient, ${at}`, shape, [2, 18], (ops, x, dy) => ops.geluBackward(dy, x)),
  ];
}

/** Strips of SLaK-T's first stage at other lengths, and the dense square of the same side. */
export const kernelCases = (size: number, kernels: readonly number[]): LayerCase[] => {
  const side = Math.max(1, Math.floor(size / 4));
  return kernels.flatMap((k) => [
    depthwiseCase(`strips, K = ${k}`, side, 124, strips(k)),
    depthwiseCase(`dense, K = ${k}`, side, 124, [[k, k]]),
  ]);
};

export async function measureLayer(
  bench: Bench,
  layer: LayerCase,
  ceilings: Ceilings,
  repeat: number,
  kinds: readonly Kind[] = KINDS,
): Promise<LayerResult> {
  const { run, free } = layer.prepare();
  try {
    const contenders = kinds.map((name) => ({
      name,
      run: repeated(bench, () => run(bench.ops[name])),
    }));
    await bench.wake();
    const timings = await measureInTurn(contenders, repeat);
    const { name, flops, bytes } = layer;
    const seconds = timings.get(kinds[0]!)!.median;
    return {
      name,
      flops,
      bytes,
      timings: Object.fromEntries(timings),
      ...shareOfCeiling(layer, seconds, ceilings),
    };
  } finally {
    free();
  }
}
