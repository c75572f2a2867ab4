/** Random values in place of weights, by the family's own initialisation; see docs/random-initialisation.md. */
import type { Family } from "../domain/model.ts";
import { initialValues, schemeOf } from "./initialise.ts";
import { mapWeights } from "./mapNetwork.ts";
import type { Network, Weight } from "./network.ts";

/**
 * The same network with random values: every tensor keeps its shape, whatever library named it. That
 * of a random network is the random network of this seed. Layer scale is 1, masks are none.
 */
export function untrain(network: Network, seed: number): Network {
  const shapes = new Map<string, readonly number[]>();
  mapWeights(network, (weight) => {
    shapes.set(ownName(weight), weight.shape);
    return weight;
  });
  return mapWeights(network, (weight) => {
    const beside = shapes.get(ownName(weight).replace(/\.bias$/, ".weight"));
    return drawn(weight, weight.shape.slice(2), network.family, seed, weight.shape, beside);
  });
}

const ownName = ({ own, name }: Weight): string => own ?? name;

/** A kernel of these sides, or with `shape` any tensor, drawn from the seed and its own name. */
export function drawn(
  weight: Weight,
  sides: readonly number[],
  family: Family,
  seed: number,
  shape: readonly number[] = [...weight.shape.slice(0, 2), ...sides],
  /** of the weight beside a bias */
  beside: readonly number[] = shape,
): Weight {
  const init = { seed, scheme: schemeOf(family), gamma: 1, sparsity: 0 } as const;
  return {
    ...weight,
    shape,
    load: () => Promise.resolve(initialValues(ownName(weight), shape, beside, init)),
  };
}
