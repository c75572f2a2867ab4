/** Names that others give the tensors of a family: one table each, beside the names in its architecture. */
import type { Family } from "../domain/model.ts";

export interface Naming {
  readonly family: Family;
  readonly naming: string;
  /** a tensor name that, with anything before it cut off, marks a file of this naming */
  readonly marker: string;
  /** the architecture's own name → the name in the file */
  rename(name: string): string;
}

/** Rules are tried in order; the first that fits renames. */
const byRules =
  (rules: readonly (readonly [RegExp, string])[]) =>
  (name: string): string => {
    const rule = rules.find(([pattern]) => pattern.test(name));
    return rule === undefined ? name : name.replace(rule[0], rule[1]);
  };

export const NAMINGS: readonly Naming[] = [
  {
    family: "vit",
    naming: "torchvision before 0.13",
    marker: "encoder.layers.encoder_layer_0.mlp.linear_1.weight",
    rename: byRules([
      [/\.mlp\.0\./, ".mlp.linear_1."],
      [/\.mlp\.3\./, ".mlp.linear_2."],
    ]),
  },
];
