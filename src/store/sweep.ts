/** The models of a sweep: one network, made or cut anew for every value. */
import { identityOf, type ResolvedModel } from "./graph.ts";

/** From this side on the papers let kernels shrink from stage to stage. */
const TAPERS_FROM = 13;

/**
 * Sides per stage for a largest side: the same everywhere up to 13, as RepLKNet's ablation has
 * them (arXiv 2203.06717, table 5); above that k, k−2, k−4, 13, as RepLKNet-31 and SLaK-51.
 */
export function sidesOf(largest: number): readonly number[] {
  if (largest <= TAPERS_FROM) return [largest, largest, largest, largest];
  return [largest, Math.max(TAPERS_FROM, largest - 2), Math.max(TAPERS_FROM, largest - 4), 13];
}

/** The model with one setting replaced; where kernels are cropped, those of a file are cut to at most these sides. */
export function sweptModel(
  model: ResolvedModel,
  over: "kernel" | "sparsity",
  value: number,
): ResolvedModel {
  const edits =
    over === "kernel"
      ? { ...model.edits, kernelSizes: sidesOf(value) }
      : { ...model.edits, sparsity: value };
  const identity = JSON.stringify([identityOf(model.root, edits), "swept", over, value]);
  return { ...model, edits, identity, ...(over === "kernel" && { atMost: true }) };
}
