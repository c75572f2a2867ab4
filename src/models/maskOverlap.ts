/** Which weights of the large kernels are alive in two networks: a mask is weight ≠ 0. */
import type { LayerOverlap } from "../domain/model.ts";
import { mixers } from "./blockKernels.ts";
import type { Network, Weight } from "./network.ts";

/** Counts over every large kernel that both networks have by name and shape, one pair at a time. */
export async function overlapMasks(a: Network, b: Network): Promise<readonly LayerOverlap[]> {
  const others = new Map(kernelsOf(b).map(({ kernel }) => [kernel.name, kernel]));
  const found: LayerOverlap[] = [];
  for (const { block, kernel } of kernelsOf(a)) {
    const other = others.get(kernel.name);
    if (!other || other.shape.join() !== kernel.shape.join()) continue;
    const [first, second] = [await kernel.load(), await other.load()];
    const [, , height, width] = kernel.shape as [number, number, number, number];
    found.push({ name: kernel.name, block, kernel: [height, width], ...count(first, second) });
  }
  return found;
}

const kernelsOf = (network: Network): { readonly block: string; readonly kernel: Weight }[] =>
  mixers(network).flatMap(({ block, layer }) =>
    layer.branches.map(({ kernel }) => ({ block, kernel })),
  );

function count(a: Float32Array, b: Float32Array) {
  let [first, second, both] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== 0) first++;
    if (b[i] !== 0) second++;
    if (a[i] !== 0 && b[i] !== 0) both++;
  }
  return { weights: a.length, first, second, both };
}
