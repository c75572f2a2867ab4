/**
 * Full-size weights and inputs made from integers alone: the same on every machine, no download.
 * They look trained: products keep the size of what passes, norms and layer scales differ from 1,
 * and SLaK's strips are masked.
 */
import { elementCount } from "../../src/domain/tensor.ts";
import { isBookkeeping } from "../../src/models/architecture.ts";
import { parseRandomId } from "../../src/models/randomId.ts";
import { type NamedTensor, safetensorsFile } from "../helpers/safetensorsFile.ts";

/** Share of each strip that is exactly zero, as in the paper's SLaK-T. */
const STRIP_SPARSITY = 0.4;

/** Uniform in [0, 1), 24 bits, of a position under a seed. */
function uniform(position: number, seed: number): number {
  let x = (Math.imul(position, 2654435761 | 0) + seed) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  return ((x ^ (x >>> 16)) >>> 8) / 2 ** 24;
}

/** FNV-1a of a tensor's name */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The interval that a tensor's values fill. */
function rangeOf(name: string, shape: readonly number[]): readonly [number, number] {
  if (shape.length > 1) {
    const gain = name.includes(".pw1.") ? 1.2 : name.includes(".pw2.") ? 0.25 : 1;
    const bound = gain * Math.sqrt(3 / elementCount(shape.slice(1)));
    return [-bound, bound];
  }
  if (name.endsWith("gamma")) return [0.2, 1];
  return /bias|running_mean/.test(name) ? [-0.17, 0.17] : [0.5, 1.5];
}

function valuesOf(name: string, shape: readonly number[]): Float32Array {
  const seed = seedOf(name);
  const [low, high] = rangeOf(name, shape);
  const masked = /LoRA\d\.conv\.weight$/.test(name) ? STRIP_SPARSITY : 0;
  return Float32Array.from({ length: elementCount(shape) }, (_, i) =>
    masked > 0 && uniform(i, (seed + 1) >>> 0) < masked ? 0 : low + (high - low) * uniform(i, seed),
  );
}

/** A safetensors file of a network such as `slak-tiny`, under its official names. */
export function makeWeights(network: string): Uint8Array<ArrayBuffer> {
  const { recognised } = parseRandomId(network);
  const tensors = recognised
    .tensors()
    .filter(([name]) => !isBookkeeping(name))
    .map(([name, shape]): NamedTensor => ({ name, shape, values: valuesOf(name, shape) }));
  return safetensorsFile(tensors);
}

/** Normalised images [count, 3, size, size]: waves of two lengths, others in each channel and image. */
export function makeImages(count: number, size: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count * 3 * size * size);
  let at = 0;
  for (let i = 0; i < count; i++)
    for (let c = 1; c <= 3; c++)
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++)
          out[at++] = 1.2 * Math.sin(0.05 * y * c + 0.03 * x + i) + 0.3 * Math.cos(0.11 * x * c);
  return out;
}
