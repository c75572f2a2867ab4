/**
 * The operations that a backend may have its own kernels for; all else is stock tfjs. Maps are
 * [height, width, channels], float32. Every body passes the same suite.
 */
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { BackendName } from "../domain/job.ts";
import type { Pace } from "./pace.ts";

/** A depthwise kernel on the device. */
export interface DepthwiseKernel {
  /** [kh, kw, channels, 1] */
  readonly taps: Tensor4D;
}

export interface Limits {
  /** largest tensor that the device takes, bytes */
  readonly tensorBytes: number;
  /** all tensors together that it takes, bytes */
  readonly totalBytes: number;
  /** the widest map inside a block; what would be wider goes band by band; never unless said, bytes */
  readonly bandBytes?: number;
  /** what the maps of a run should do with, since others use the device too, bytes */
  readonly mapBytes?: number;
}

/** Rows of the map that a product takes, and where its own go. */
export interface RowRange {
  /** first row of x */
  readonly from: number;
  /** how many */
  readonly rows: number;
  /** first row of the result */
  readonly to: number;
  /** rows of the result, of which those outside of the range are left alone */
  readonly of: number;
  /** a result that exists already */
  readonly into: Tensor3D | null;
}

export type Activation = "gelu" | "relu";

/** What a step does for its neighbours in the same go, in this order. */
export interface StepExtras {
  /** applied to the result */
  readonly activation?: Activation | undefined;
  /** what an activation was applied to, of the result's shape (its range's, of a range): the result is multiplied by the gradient there */
  readonly slope?: { readonly of: Activation; readonly at: Tensor3D } | undefined;
  /** of the result's shape, added last */
  readonly plus?: Tensor3D | undefined;
}
export interface ProductExtras extends StepExtras {
  /** the weight is [n, k] and taken with its axes exchanged */
  readonly turned?: boolean;
  readonly range?: RowRange;
}

/** Operations that do several steps at once, where starting one costs as much as a small one takes. */
export interface FusedOps {
  /** those that are quicker together with what stands beside them */
  readonly activations: readonly Activation[];
  /** x [h, w, k], every pixel times weight [k, n], plus bias [n] → [h, w, n] */
  product(x: Tensor3D, weight: Tensor2D, bias: Tensor1D | null, extras: ProductExtras): Tensor3D;
  /** `Ops.depthwise`; of activations, ReLU alone follows or precedes one in the networks that are known */
  depthwise(
    x: Tensor3D,
    kernels: readonly DepthwiseKernel[],
    bias: Tensor1D | null,
    extras: StepExtras,
  ): Tensor3D;
}

export interface Ops {
  readonly backend: BackendName;
  /** what computes, for people: the GPU's name, or how wasm runs */
  readonly adapter: string;
  readonly limits: Limits;
  /** Σ over kernels of the depthwise cross-correlation at stride 1, zero padding (k−1)/2, plus bias [C]. */
  depthwise(x: Tensor3D, kernels: readonly DepthwiseKernel[], bias: Tensor1D | null): Tensor3D;
  /** x [m, k] · weight [k, n], plus bias [n]; weights are packed when they are first used. */
  product(x: Tensor2D, weight: Tensor2D, bias: Tensor1D | null): Tensor2D;
  /** a + b, of one shape */
  add(a: Tensor3D, b: Tensor3D): Tensor3D;
  /** Normalised over channels with biased variance. */
  layerNorm(x: Tensor3D, weight: Tensor1D, bias: Tensor1D, eps: number): Tensor3D;
  /** Gradient of `layerNorm` with respect to x. */
  layerNormBackward(dy: Tensor3D, x: Tensor3D, weight: Tensor1D, eps: number): Tensor3D;
  /** x·Φ(x), exact form */
  gelu(x: Tensor3D): Tensor3D;
  /** dy·(Φ(x) + x·φ(x)) */
  geluBackward(dy: Tensor3D, x: Tensor3D): Tensor3D;
  /**
   * Input gradient [h, w, c] → contribution map [h, w]: Σ relu(g) where `rectifyFirst`, else relu(mean g);
   * what is not a number stays so. Absent where the gradient is in reach of plain loops.
   */
  readonly contribution?: ((gradient: Tensor3D, rectifyFirst: boolean) => Tensor2D) | undefined;
  /** absent where steps are done one by one */
  readonly fused?: FusedOps | undefined;
  /** true where the first product with a weight costs more than later ones, because it is packed then */
  readonly packsWeights: boolean;
  /** Says before a run whether it may take every core, or others compute beside it; absent on a GPU. */
  takeCores?(all: boolean): void;
  /** Says before a run what weights take, beside which its maps should stay small; absent off a GPU. */
  besideWeights?(bytes: number): void;
  /** Hands over what is gathered, at once; resolves when all that was handed over is done. */
  settle(): Promise<void>;
  /** how fast a device computes that is handed work ahead; absent where nothing runs ahead */
  readonly pace?: Pace;
  /** resolves with the reason when the device is gone; absent where that cannot be */
  readonly lost?: Promise<string>;
  dispose(): void;
}
