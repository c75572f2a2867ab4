/** What a cell asks of the engine: parts, each computed once and kept under its own key. */
import type { Cell, Conditions, ImageChoice } from "../domain/document.ts";
import type { ResultKey } from "../domain/stored.ts";
import { type Graph, identityOf, type ResolvedModel } from "./graph.ts";
import { imagesIdentity, resultKey } from "./resultKeys.ts";
import { sweptModel } from "./sweep.ts";

interface PartBase {
  readonly key: ResultKey;
  readonly model: ResolvedModel;
}
export type Part =
  | (PartBase & { readonly kind: "model" })
  | (PartBase & { readonly kind: "count" })
  | (PartBase & { readonly kind: "erf"; readonly conditions: Conditions })
  /** `block` null is the first that has kernels */
  | (PartBase & { readonly kind: "kernels"; readonly block: string | null })
  /** the masks of a second model over the first's */
  | (PartBase & { readonly kind: "overlap"; readonly other: ResolvedModel })
  | (PartBase & { readonly kind: "logits"; readonly size: number; readonly images: ImageChoice });

export type ErfPart = Part & { readonly kind: "erf" };

export const modelPart = (model: ResolvedModel): Part => ({
  kind: "model",
  key: resultKey("model", model.identity),
  model,
});
export const countPart = (model: ResolvedModel): Part => ({
  kind: "count",
  key: resultKey("count", model.identity),
  model,
});
/** Protocols that differentiate the same target read the same map. */
export function erfPart(model: ResolvedModel, conditions: Conditions): ErfPart {
  const { protocol, target, size, stage, block, unit, images } = conditions;
  const gradient = [protocol === "openerf" ? "openerf" : "relu-sum", target];
  const at = unit === "center" ? unit : [unit.y, unit.x];
  const place = [stage, block, at];
  const key = resultKey("erf", [model.identity, gradient, size, place, imagesIdentity(images)]);
  return { kind: "erf", key, model, conditions };
}

/** The same network with random weights. */
export function untrainedOf(model: ResolvedModel): ResolvedModel {
  const edits = { ...model.edits, untrained: model.edits.untrained ?? 0 };
  return { ...model, edits, identity: identityOf(model.root, edits) };
}

/**
 * The parts of a cell in the order in which it names their keys: erf the field, then the untrained
 * network's if wanted; compare one a model; sweep models
 * outer, values inner; masks count, then kernels, of each model, then what two have in common; model the model, then its count. None while a
 * name leads nowhere.
 */
export function partsOf(cell: Cell, { models }: Graph): readonly Part[] {
  const named = (name: string): readonly ResolvedModel[] => {
    const model = models.get(name);
    return model ? [model] : [];
  };
  const complete = (names: readonly string[]): boolean => names.every((name) => models.has(name));
  switch (cell.type) {
    case "text":
    case "unknown":
      return [];
    case "model": {
      const own = named(cell.name).filter((model) => model.cell.id === cell.id);
      return own.flatMap((model) => [modelPart(model), countPart(model)]);
    }
    case "erf":
      return named(cell.model)
        .flatMap((model) => (cell.untrained ? [model, untrainedOf(model)] : [model]))
        .map((model) => erfPart(model, cell.conditions));
    case "compare":
      if (!complete(cell.models)) return [];
      return cell.models.flatMap(named).map((model) => erfPart(model, cell.conditions));
    case "sweep":
      if (!complete(cell.models)) return [];
      return cell.models
        .flatMap(named)
        .flatMap((model) =>
          cell.values.map((value) => erfPart(sweptModel(model, cell.over, value), cell.conditions)),
        );
    case "kernels":
      return named(cell.model).map((model) => kernelsPart(model, cell.block));
    case "masks":
      return masksParts(
        named(cell.model),
        cell.other === null ? [] : named(cell.other),
        cell.block,
      );
    case "predict":
      return named(cell.model).map((model) => ({
        kind: "logits",
        key: resultKey("logits", [model.identity, cell.size, imagesIdentity(cell.images)]),
        model,
        size: cell.size,
        images: cell.images,
      }));
    default:
      return cell satisfies never;
  }
}

/** What each is, then what both are to each other. */
function masksParts(
  model: readonly ResolvedModel[],
  other: readonly ResolvedModel[],
  block: string | null,
): readonly Part[] {
  const own = [...model, ...other].flatMap((one) => [countPart(one), kernelsPart(one, block)]);
  const [first] = model;
  const [second] = other;
  return first && second ? [...own, overlapPart(first, second)] : own;
}
const overlapPart = (model: ResolvedModel, other: ResolvedModel): Part => ({
  kind: "overlap",
  key: resultKey("overlap", [model.identity, other.identity]),
  model,
  other,
});
const kernelsPart = (model: ResolvedModel, block: string | null): Part => ({
  kind: "kernels",
  key: resultKey("kernels", [model.identity, block]),
  model,
  block,
});
