/** The weights of a plan on the device: uploaded when a step first runs, the oldest dropped when they pass a budget. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { DepthwiseKernel } from "./ops.ts";
import { hasFewTaps, keepsSize } from "./layers/conv.ts";
import type { WeightedStep } from "./plan.ts";

export interface ProductParameters {
  /** [inputs, outputs] */
  readonly weight: Tensor2D;
  /** [outputs, inputs]: a product with a transposed operand is ten times slower on wasm */
  readonly transposed: Tensor2D;
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
type ParametersOf<S extends WeightedStep> = ByKind[S["kind"]];

interface Entry {
  readonly value: ByKind[keyof ByKind];
  readonly tensors: readonly tf.Tensor[];
  readonly bytes: number;
}

const FULL_SHARE = 0.9;

export class Parameters {
  readonly #entries = new Map<WeightedStep, Entry>();
  readonly #budgetBytes: number;
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** Tensors on the device; they stay valid until the next call. */
  async of<S extends WeightedStep>(step: S): Promise<ParametersOf<S>> {
    const known = this.#entries.get(step);
    if (known !== undefined) {
      this.#entries.delete(step); // moves it to the young end
      this.#entries.set(step, known);
      return known.value as ParametersOf<S>;
    }
    const entry = await upload(step);
    this.#entries.set(step, entry);
    this.#bytes += entry.bytes;
    for (const [old, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#budgetBytes || old === step) break;
      this.#drop(old, bytes);
    }
    return entry.value as ParametersOf<S>;
  }

  /** True when the next step's weights may have to drop others. */
  get full(): boolean {
    return this.#bytes > this.#budgetBytes * FULL_SHARE;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #drop(step: WeightedStep, bytes: number): void {
    for (const tensor of this.#entries.get(step)?.tensors ?? []) tensor.dispose();
    this.#entries.delete(step);
    this.#bytes -= bytes;
  }

  dispose(): void {
    for (const [step, { bytes }] of this.#entries) this.#drop(step, bytes);
  }
}

async function upload(step: WeightedStep): Promise<Entry> {
  const tensors: tf.Tensor[] = [];
  const own = <T extends tf.Tensor>(tensor: T): T => {
    tensors.push(tensor);
    return tensor;
  };
  const value = await build(step, own);
  const bytes = tensors.reduce((sum, { size }) => sum + size * 4, 0);
  return { value, tensors, bytes };
}

async function build(
  step: WeightedStep,
  own: <T extends tf.Tensor>(tensor: T) => T,
): Promise<ByKind[keyof ByKind]> {
  switch (step.kind) {
    case "product": {
      const { weight, bias } = await step.load();
      const matrix = own(tf.tensor2d(weight, [step.inputs, step.outputs]));
      return {
        weight: matrix,
        transposed: own(tf.transpose(matrix)),
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
