/** The weights of one step on the device, in the forms that its two directions need. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { DepthwiseKernel } from "./ops.ts";
import { hasFewTaps, keepsSize } from "./layers/conv.ts";
import type { WeightedStep } from "./plan.ts";
import { BYTES_PER_F32 } from "./shapes.ts";

export interface ProductParameters {
  /** [inputs, outputs] */
  readonly weight: Tensor2D;
  /** [outputs, inputs], since a product with a transposed operand is slow; null: made for each gradient */
  readonly transposed: Tensor2D | null;
  readonly bias: Tensor1D;
}
export interface ConvParameters {
  readonly weight: Tensor4D;
  /** [kh, kw, outputs, inputs], flipped in both axes: the kernel of the gradient, where it is a convolution */
  readonly flipped: Tensor4D | null;
  /** [outputs, kh·kw·inputs], where the gradient is a product */
  readonly columns: Tensor2D | null;
  readonly bias: Tensor1D;
}
export interface DepthwiseParameters {
  readonly kernels: readonly DepthwiseKernel[];
  /** flipped in both axes: the kernels of the gradient */
  readonly flipped: readonly DepthwiseKernel[];
  readonly bias: Tensor1D;
}
export interface NormParameters {
  readonly weight: Tensor1D;
  readonly bias: Tensor1D;
}
export interface AffineParameters {
  readonly scale: Tensor1D;
  readonly shift: Tensor1D;
}
export interface ResponseNormParameters {
  /** [C] each */
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
}
export interface SqueezeExciteParameters {
  /** [C, inner] */
  readonly down: Tensor2D;
  readonly downBias: Tensor1D;
  /** [inner, C] */
  readonly up: Tensor2D;
  readonly upBias: Tensor1D;
}
export interface WindowAttentionParameters {
  /** [1, heads, side², side²] */
  readonly table: Tensor4D;
  /** [3C] */
  readonly bias: Tensor1D | null;
}
export interface AddTokensParameters {
  /** [1, 1, C] */
  readonly token: Tensor3D;
  /** [side, side, C] */
  readonly position: Tensor3D;
}
interface ByKind {
  product: ProductParameters;
  conv: ConvParameters;
  depthwise: DepthwiseParameters;
  layerNorm: NormParameters;
  affine: AffineParameters;
  responseNorm: ResponseNormParameters;
  squeezeExcite: SqueezeExciteParameters;
  windowAttention: WindowAttentionParameters;
  addTokens: AddTokensParameters;
}
export type ParametersOf<S extends WeightedStep> = ByKind[S["kind"]];

export interface Uploaded {
  readonly value: ByKind[keyof ByKind];
  readonly tensors: readonly tf.Tensor[];
  readonly bytes: number;
}

/** `both`: a product's weight in both orientations. */
export async function upload(step: WeightedStep, both: boolean): Promise<Uploaded> {
  const tensors: tf.Tensor[] = [];
  const own = <T extends tf.Tensor>(tensor: T): T => {
    tensors.push(tensor);
    return tensor;
  };
  return sized(await build(step, both, own), tensors);
}

const sized = (value: Uploaded["value"], tensors: readonly tf.Tensor[]): Uploaded => ({
  value,
  tensors,
  bytes: tensors.reduce((sum, { size }) => sum + size * BYTES_PER_F32, 0),
});

/** A product's weights with the second orientation, or without it; others as they are. */
export function inOrientations(known: Uploaded, both: boolean): Uploaded {
  const { value, tensors } = known;
  if (!("transposed" in value) || (value.transposed !== null) === both) return known;
  if (value.transposed === null) {
    const transposed = tf.transpose(value.weight);
    return sized({ ...value, transposed }, [...tensors, transposed]);
  }
  const { transposed } = value;
  transposed.dispose();
  return sized(
    { ...value, transposed: null },
    tensors.filter((tensor) => tensor !== transposed),
  );
}

async function build(
  step: WeightedStep,
  both: boolean,
  own: <T extends tf.Tensor>(tensor: T) => T,
): Promise<ByKind[keyof ByKind]> {
  switch (step.kind) {
    case "product": {
      const { weight, bias } = await step.load();
      const matrix = own(tf.tensor2d(weight, [step.inputs, step.outputs]));
      return {
        weight: matrix,
        transposed: both ? own(tf.transpose(matrix)) : null,
        bias: own(tf.tensor1d(bias)),
      };
    }
    case "conv": {
      const { weight, bias } = await step.load();
      const shape = [...step.side, step.inputs, step.outputs] as [number, number, number, number];
      const taps = own(tf.tensor4d(weight, shape));
      const columns = hasFewTaps(step)
        ? own(tf.tidy(() => tf.transpose<Tensor2D>(tf.reshape(taps, [-1, step.outputs]))))
        : null;
      const flipped =
        columns === null && keepsSize(step)
          ? own(tf.tidy(() => tf.transpose(tf.reverse(taps, [0, 1]), [0, 1, 3, 2])))
          : null;
      return { weight: taps, flipped, columns, bias: own(tf.tensor1d(bias)) };
    }
    case "depthwise": {
      const { kernels, bias } = await step.load();
      const place = (kernel: Float32Array, i: number): DepthwiseKernel => {
        const [kh, kw] = step.sides[i]!;
        return { taps: own(tf.tensor4d(kernel, [kh, kw, step.channels, 1])) };
      };
      return {
        kernels: kernels.map(place),
        flipped: kernels.map((kernel, i) => place(flipTaps(kernel, step.channels), i)),
        bias: own(tf.tensor1d(bias)),
      };
    }
    case "layerNorm": {
      const { weight, bias } = await step.load();
      return { weight: own(tf.tensor1d(weight)), bias: own(tf.tensor1d(bias)) };
    }
    case "affine": {
      const { scale, shift } = await step.load();
      return { scale: own(tf.tensor1d(scale)), shift: own(tf.tensor1d(shift)) };
    }
    case "responseNorm": {
      const { gamma, beta } = await step.load();
      return { gamma: own(tf.tensor1d(gamma)), beta: own(tf.tensor1d(beta)) };
    }
    case "squeezeExcite": {
      const { down, downBias, up, upBias } = await step.load();
      return {
        down: own(tf.tensor2d(down, [step.channels, step.inner])),
        downBias: own(tf.tensor1d(downBias)),
        up: own(tf.tensor2d(up, [step.inner, step.channels])),
        upBias: own(tf.tensor1d(upBias)),
      };
    }
    case "windowAttention": {
      const { table, bias } = await step.load();
      const cells = step.side ** 2;
      return {
        table: own(tf.tensor4d(table, [1, step.heads, cells, cells])),
        bias: bias === null ? null : own(tf.tensor1d(bias)),
      };
    }
    case "addTokens": {
      const { token, position } = await step.load();
      return {
        token: own(tf.tensor3d(token, [1, 1, step.channels])),
        position: own(tf.tensor3d(position, [step.side, step.side, step.channels])),
      };
    }
    default:
      return step satisfies never;
  }
}

/** [taps, channels] with the taps in reverse: both axes of the kernel flipped. */
export function flipTaps(kernel: Float32Array, channels: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(kernel.length);
  for (let from = 0, to = kernel.length - channels; to >= 0; from += channels, to -= channels)
    out.set(kernel.subarray(from, from + channels), to);
  return out;
}
