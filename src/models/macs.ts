/**
 * Multiply-accumulates of a forward pass for one image: convolutions, linear layers and the two
 * products of attention. Norms, activations, biases and layer scales are not counted; taps that fall
 * on padding are, as in the papers' counts. One multiply-accumulate is two FLOPs.
 */
import { elementCount } from "../domain/tensor.ts";
import type { Layer, Network, Weight } from "./network.ts";

/** Side of the input that summaries count at, px. */
export const MACS_AT = 224;

export interface MacCount {
  /** how often each weight is used: multiplied with its nonzero weights, it is what sparse ones take */
  readonly uses: ReadonlyMap<Weight, number>;
  /** products of attention, which have no weights */
  readonly attention: number;
}

/** Every multiply-accumulate, zeros included, at an input of size × size px. */
export function denseMacs(network: Network, size: number = MACS_AT): number {
  const { uses, attention } = countMacs(network, size);
  return [...uses].reduce(
    (sum, [{ shape }, times]) => sum + times * elementCount(shape),
    attention,
  );
}

interface Walk {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** positions that linear layers see: those of the map, and the class token */
  readonly places: number;
}

/** Uses of every weight and the products of attention at an input of size × size px. */
export function countMacs({ stages, head }: Network, size: number): MacCount {
  const uses = new Map<Weight, number>();
  let attention = 0;
  const spend = (weight: Weight, times: number): void =>
    void uses.set(weight, (uses.get(weight) ?? 0) + times);
  const pass = (at: Walk, layer: Layer): Walk => {
    const { height, width, channels, places } = at;
    const strided = (side: number, stride: number, padding: number, then: number): Walk => {
      const along = (n: number): number => Math.floor((n + 2 * padding - side) / stride) + 1;
      const [h, w] = [along(height), along(width)];
      return { height: h, width: w, channels: then, places: h * w };
    };
    switch (layer.kind) {
      case "conv": {
        const [out = 0, , side = 1] = layer.weight.shape;
        const moves = side > 1 || layer.stride > 1 || layer.padding > 0;
        const next = moves
          ? strided(side, layer.stride, layer.padding, out)
          : { ...at, channels: out };
        spend(layer.weight, next.places);
        return next;
      }
      case "depthwise": {
        const next = strided(1, layer.stride, 0, channels);
        for (const { kernel } of layer.branches) spend(kernel, next.places);
        return next;
      }
      case "maxPool":
        return strided(3, 2, 1, channels);
      case "mergePatches": {
        const [h, w] = [Math.ceil(height / 2), Math.ceil(width / 2)];
        return { height: h, width: w, channels: 4 * channels, places: h * w };
      }
      case "windowAttention": {
        const { side } = layer;
        const windows = Math.ceil(height / side) * Math.ceil(width / side);
        attention += 2 * windows * side ** 4 * (channels / 3);
        return { ...at, channels: channels / 3 };
      }
      case "tokenAttention":
        attention += 2 * places ** 2 * (channels / 3);
        return { ...at, channels: channels / 3 };
      case "addTokens":
        return { ...at, places: height * width + 1 };
      case "dropTokens":
        return { ...at, places: height * width };
      case "squeezeExcite":
        spend(layer.down.weight, 1);
        spend(layer.up.weight, 1);
        return at;
      case "layerNorm":
      case "batchNorm":
      case "activation":
      case "scale":
      case "responseNorm":
        return at;
      default:
        return layer satisfies never;
    }
  };
  let at: Walk = { height: size, width: size, channels: 3, places: size ** 2 };
  for (const { blocks } of stages)
    for (const { layers, shortcut = [] } of blocks) {
      shortcut.reduce(pass, at);
      at = layers.reduce(pass, at);
    }
  if (head) spend(head.weight, 1);
  return { uses, attention };
}
