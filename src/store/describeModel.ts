/** What differs between two states of a model, in the words of a notice. */
import type { BranchName, CellEdits } from "../domain/document.ts";
import type { ResolvedModel } from "./graph.ts";

/** The kernel sides of a model's stages; null while they are not known. */
export type SidesOf = (model: ResolvedModel) => readonly number[] | null;

const BRANCH_NAMES: Readonly<Record<BranchName, string>> = {
  vertical: "standing strip",
  horizontal: "lying strip",
  small: "small square",
};
const MODE_NAMES = { crop: "cut", resample: "interpolated", reinit: "drawn anew" } as const;
const RULE_NAMES = { magnitude: "the smallest", random: "at random", erk: "by ERK" } as const;

const weightsText = ({ root }: ResolvedModel): string =>
  root.type === "random"
    ? `random ${root.architecture} (seed ${root.seed})`
    : `${root.file.name}${root.weights === null ? "" : ` (${root.weights})`}`;
const branchesText = ({ off }: CellEdits): string =>
  off.length === 0 ? "all" : `without ${off.map((branch) => BRANCH_NAMES[branch]).join(" and ")}`;
const percent = ({ sparsity }: CellEdits): string => String(Math.round((sparsity ?? 0) * 100));
const valuesText = ({ untrained }: CellEdits): string =>
  untrained === null ? "those of the weights" : `random (seed ${untrained})`;

/** As `kernels of slak 51 49 47 13 to 7 7 7 7`, one a difference; none when the weights are the same. */
export function describeModel(
  before: ResolvedModel,
  after: ResolvedModel,
  sidesOf: SidesOf,
): readonly string[] {
  if (before.identity === after.identity) return [];
  const { name } = after.cell;
  const parts: string[] = [];
  const compare = (label: string, from: string, to: string, unit = ""): void => {
    if (from !== to) parts.push(`${label} of ${name} ${from} to ${to}${unit}`);
  };
  const [p, q] = [before.edits, after.edits];
  const sides = (model: ResolvedModel): string =>
    (model.edits.kernelSizes ?? sidesOf(model))?.join(" ") ?? "as they are";
  compare("weights", weightsText(before), weightsText(after));
  // another network has other kernels anyway
  if (parts.length === 0) {
    compare("kernels", sides(before), sides(after));
    if (parts.length === 0) compare("kernels", MODE_NAMES[p.kernelMode], MODE_NAMES[q.kernelMode]);
  }
  compare("sparsity", percent(p), percent(q), "\u202f%");
  if (p.sparsity !== null && q.sparsity !== null) {
    compare("zeros", RULE_NAMES[p.pruning], RULE_NAMES[q.pruning]);
    compare(
      "share of zeros",
      p.pruningScope === "layer" ? "each kernel" : "all kernels",
      q.pruningScope === "layer" ? "each kernel" : "all kernels",
    );
  }
  compare("branches", branchesText(p), branchesText(q));
  compare("values", valuesText(p), valuesText(q));
  return parts;
}
