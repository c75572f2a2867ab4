/**
 * Initial values by the name and shape of a tensor, as the papers' code sets them. Counter-based:
 * element i of a tensor depends on the seed, its name and i alone.
 */
import { elementCount } from "../domain/tensor.ts";
import { isBookkeeping } from "./architecture.ts";
import { normalOfBits } from "./boxMuller.ts";

export interface Init {
  readonly seed: number;
  /**
   * `trunc-normal`: ConvNeXt, UniRepLKNet and SLaK, σ 0.02; `kaiming-uniform`: PyTorch's default, as RepLKNet;
   * the others as torchvision sets theirs
   */
  readonly scheme: "trunc-normal" | "kaiming-uniform" | "resnet" | "swin" | "vit";
  /** layer scale: the papers start at 1e-6, where a block does nothing yet */
  readonly gamma: number;
  /** share of exact zeros, at random places, in the strips */
  readonly sparsity: number;
}

const SCHEMES: Readonly<Record<string, Init["scheme"]>> = {
  replknet: "kaiming-uniform",
  resnet: "resnet",
  swin: "swin",
  vit: "vit",
  deit: "vit",
};
/** Of a family, or of what stands before the size in a random network's id. */
export const schemeOf = (family: string): Init["scheme"] => SCHEMES[family] ?? "trunc-normal";

const TRUNC_NORMAL_STD = 0.02;
const UINT32 = 2 ** 32;

/** FNV-1a of a string, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** 32 mixed bits of a counter under a key (the finaliser of MurmurHash3). */
function mix(counter: number, key: number): number {
  let x = (Math.imul(counter, 0x9e3779b1) ^ key) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** 32 bits for each of `count` elements of a tensor, by its name and a seed; not those of its values. */
export function randomBits(name: string, seed: number, count: number): Uint32Array<ArrayBuffer> {
  const key = (hashOf(name) ^ Math.imul(seed + 1, 0x9e3779b1) ^ 0x27d4eb2f) >>> 0;
  return Uint32Array.from({ length: count }, (_, i) => mix(i, key));
}

/** Uniform in (0, 1). */
const uniform = (counter: number, key: number): number => (mix(counter, key) + 0.5) / UINT32;

const isStrip = (name: string): boolean => /\.LoRA[12]\.conv\.weight$/.test(name);

export function initialValues(
  name: string,
  shape: readonly number[],
  /** of the weight beside a bias; a weight's own shape otherwise */
  weightShape: readonly number[],
  { seed, scheme, gamma, sparsity }: Init,
): Float32Array<ArrayBuffer> {
  const count = elementCount(shape);
  const values = new Float32Array(count);
  const constant = constantOf(name, shape, scheme, gamma);
  if (constant !== null) return values.fill(constant);
  const key = (hashOf(name) ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  const { law, scale } = spreadOf(name, weightShape, scheme);
  if (law === "normal")
    for (let i = 0; i < count; i++)
      values[i] = scale * normalOfBits(mix(2 * i, key), mix(2 * i + 1, key));
  else for (let i = 0; i < count; i++) values[i] = scale * (2 * uniform(i, key) - 1);
  if (sparsity > 0 && isStrip(name))
    for (let i = 0; i < count; i++) if (uniform(i, key ^ 0x5bd1e995) < sparsity) values[i] = 0;
  return values;
}

interface Spread {
  /** The papers cut normals at ±2 absolute, a hundred σ: never reached. */
  readonly law: "normal" | "uniform";
  /** standard deviation, or half the width of the interval around 0 */
  readonly scale: number;
}

/** How what is not constant spreads; `shape` is that of the weight. */
function spreadOf(name: string, shape: readonly number[], scheme: Init["scheme"]): Spread {
  const byDefault: Spread = { law: "uniform", scale: 1 / Math.sqrt(fanIn(shape)) };
  const narrow: Spread = { law: "normal", scale: TRUNC_NORMAL_STD };
  const [out = 1, inputs = 1] = shape;
  switch (scheme) {
    case "trunc-normal":
      return narrow;
    case "kaiming-uniform":
      return byDefault;
    case "resnet": // kaiming_normal_, fan_out, relu
      return shape.length === 4
        ? { law: "normal", scale: Math.sqrt((2 * inputs) / (out * fanIn(shape))) }
        : byDefault;
    case "swin":
      return shape.length === 4 ? byDefault : narrow;
    case "vit":
      if (name.startsWith("conv_proj")) return { law: "normal", scale: byDefault.scale };
      if (/\.mlp\.|in_proj_weight$/.test(name))
        // xavier_uniform_
        return { law: "uniform", scale: Math.sqrt(6 / (inputs + out)) };
      return name.endsWith("out_proj.weight") ? byDefault : narrow;
    default:
      return scheme satisfies never;
  }
}

/** Biases that PyTorch draws because the network's code leaves them alone. */
const DRAWN_BIASES: Readonly<Partial<Record<Init["scheme"], string>>> = {
  "kaiming-uniform": "head.bias",
  resnet: "fc.bias",
  swin: "features.0.0.bias",
};

function constantOf(
  name: string,
  shape: readonly number[],
  scheme: Init["scheme"],
  gamma: number,
): number | null {
  if (/\.(?:grn|act\.1)\.(?:gamma|beta)$/.test(name)) return 0; // response norms start as none
  if (name.endsWith(".gamma")) return gamma;
  if (name.endsWith(".running_var")) return 1;
  if (name.endsWith(".running_mean") || isBookkeeping(name) || name === "class_token") return 0;
  if (name.endsWith(".weight") && shape.length === 1) return 1; // norms
  if (/[._]bias$/.test(name)) return DRAWN_BIASES[scheme] === name ? null : 0;
  return null;
}

/** [out, in, kh, kw] or [out, in] → inputs of one output. */
const fanIn = (shape: readonly number[]): number => shape.slice(1).reduce((n, side) => n * side, 1);
