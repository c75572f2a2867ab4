/**
 * A network as data: stages of blocks of layers. Architectures build it, edits map it to another,
 * the engine walks it. Maps are [height, width, channels]; weights keep PyTorch's layout.
 */
import type { Family, Missing, Unmatched } from "../domain/model.ts";

/** A tensor of the network: its shape is known, its values come when asked for. */
export interface Weight {
  /** the name in the file, or what it would be */
  readonly name: string;
  /** the architecture's own name, where it is known: equal whatever library wrote the file */
  readonly own?: string;
  readonly shape: readonly number[];
  /** row-major float32 */
  load(): Promise<Float32Array<ArrayBuffer>>;
}
/** y = (x − mean)/√(variance + eps) · weight + bias, per channel [C] */
export interface BatchNorm {
  readonly name: string;
  readonly weight: Weight;
  readonly bias: Weight;
  readonly mean: Weight;
  readonly variance: Weight;
  readonly eps: number;
}
/** One of the parallel depthwise convolutions of a token mixer; "same" zero padding, odd sides. */
export interface Branch {
  readonly name: string;
  /** [C, 1, kh, kw], cross-correlation */
  readonly kernel: Weight;
  /** places from one tap to the next; 1 where it is not said */
  readonly dilation?: number;
  readonly bias: Weight | null;
  readonly norm: BatchNorm | null;
}
export interface Linear {
  readonly weight: Weight;
  readonly bias: Weight;
}
/**
 * How a map lies in shifted windows. `torchvision`: filled up, then shifted; an axis that one window
 * covers is not. `timm` (since 0.9): shifted, then filled up. `authors` (microsoft/Swin-Transformer,
 * transformers, mmpretrain): filled up, then shifted, unless one window covers either axis.
 */
export type WindowRule = "torchvision" | "timm" | "authors";

export type Layer =
  /** dense convolution; a linear layer or 1×1 convolution has a weight [out, in] or [out, in, 1, 1] */
  | {
      readonly kind: "conv";
      readonly name: string;
      /** [out, in, kh, kw] or [out, in] */
      readonly weight: Weight;
      readonly bias: Weight | null;
      readonly norm: BatchNorm | null;
      readonly stride: number;
      readonly padding: number;
    }
  /** sum of depthwise branches, each with its own batch norm; stride 1 or 2, padding (k−1)/2 */
  | {
      readonly kind: "depthwise";
      readonly name: string;
      readonly branches: readonly Branch[];
      readonly stride: 1 | 2;
    }
  /** over channels at every position, biased variance */
  | {
      readonly kind: "layerNorm";
      readonly name: string;
      readonly weight: Weight;
      readonly bias: Weight;
      readonly eps: number;
    }
  | { readonly kind: "batchNorm"; readonly name: string; readonly norm: BatchNorm }
  /** gelu is the exact erf form */
  | { readonly kind: "activation"; readonly name: string; readonly activation: "relu" | "gelu" }
  /** per-channel factor [C] (layer scale) */
  | { readonly kind: "scale"; readonly name: string; readonly gamma: Weight }
  /**
   * Global response normalisation (ConvNeXt v2): x·(gamma·n + 1) + beta, where n is the norm of a
   * channel over all places, divided by its mean over the channels + 1e-6
   */
  | {
      readonly kind: "responseNorm";
      readonly name: string;
      /** as many numbers as channels, as beta */
      readonly gamma: Weight;
      readonly beta: Weight | null;
    }
  /** x·σ(up(relu(down(mean of x over all places)))), per channel */
  | {
      readonly kind: "squeezeExcite";
      readonly name: string;
      /** [inner, C] or [inner, C, 1, 1], and its bias [inner] */
      readonly down: Linear;
      /** [C, inner] or [C, inner, 1, 1], and its bias [C] */
      readonly up: Linear;
    }
  /** 3×3, stride 2, padding 1 */
  | { readonly kind: "maxPool"; readonly name: string }
  /**
   * [H, W, C] → [⌈H/2⌉, ⌈W/2⌉, 4C]: the pixels (0,0), (1,0), (0,1), (1,1) (row, column) of every
   * 2×2 beside each other; odd sides get a zero row or column at the end
   */
  | { readonly kind: "mergePatches"; readonly name: string }
  /**
   * Softmax attention inside windows of side × side cells of a map of queries, keys and values
   * [H, W, 3C]. The map is filled up right and below to whole windows with cells of `bias` and
   * shifted by `shift`, by the rule of its library.
   */
  | {
      readonly kind: "windowAttention";
      readonly name: string;
      readonly heads: number;
      readonly side: number;
      readonly shift: number;
      readonly rule: WindowRule;
      /** [(2·side−1)², heads], by offset of query from key, rows before columns */
      readonly table: Weight;
      /** [3C], added here and not by the linear layer before; null: zeros */
      readonly bias: Weight | null;
    }
  /**
   * A map becomes tokens: one row more at the top, whose first cell holds the class token and whose
   * others are never read; position embeddings are added, resized to the map where it needs to be.
   */
  | {
      readonly kind: "addTokens";
      readonly name: string;
      /** [1, 1, C] */
      readonly token: Weight;
      /** [1, 1 + side², C], the class token's first */
      readonly position: Weight;
      /** what resizing keeps in place: corner cells (torchvision), or the centre of every cell (DeiT) */
      readonly keep: "corners" | "centres";
    }
  /** Softmax attention over all tokens, class token included: [1+h, w, 3C] → [1+h, w, C]. */
  | { readonly kind: "tokenAttention"; readonly name: string; readonly heads: number }
  /** The map without the class token's row. */
  | { readonly kind: "dropTokens"; readonly name: string };

export interface Block {
  /** as in the file: `stages.0.2`, `downsample_layers.1` */
  readonly name: string;
  /** true: x + layers(x); false: layers(x) */
  readonly residual: boolean;
  readonly layers: readonly Layer[];
  /** x goes through these before it is added (ResNet's 1×1 at stride 2): linear layers alone */
  readonly shortcut?: readonly Layer[];
  /** ReLU after the addition */
  readonly relu?: boolean;
}
export interface Stage {
  /** the stem or downsampling that leads into it comes first, as a block that is not residual */
  readonly blocks: readonly Block[];
  /** what a field at the end of this stage is read through, and no later stage; ViT drops its class token */
  readonly readout?: Block;
}
export interface Head {
  /**
   * ConvNeXt and SLaK pool, then normalise; RepLKNet and Swin normalise, then pool; ResNet, without
   * a norm, pools; ViT normalises and takes the class token
   */
  readonly order: "pool-norm" | "norm-pool" | "norm-token";
  readonly norm: Extract<Layer, { kind: "layerNorm" | "batchNorm" }> | null;
  /** [classes, C] */
  readonly weight: Weight;
  /** [classes] */
  readonly bias: Weight;
}
export interface Network {
  readonly family: Family;
  readonly variant: string;
  readonly naming: string;
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly kernelSizes: readonly number[];
  readonly stages: readonly Stage[];
  /** null when the checkpoint has none */
  readonly head: Head | null;
  readonly normalisation: {
    readonly mean: readonly [number, number, number];
    readonly std: readonly [number, number, number];
  };
  readonly unmatched: readonly Unmatched[];
  readonly missing: readonly Missing[];
}
