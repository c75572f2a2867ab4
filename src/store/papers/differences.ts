/** What differs between a field and the conditions under which a paper printed its numbers, in words. */
import type { BranchName } from "../../domain/document.ts";
import { countedImages } from "../countedImages.ts";
import type { ResolvedModel } from "../graph.ts";
import type { Measured } from "./measure.ts";
import { editsBeyond, isTrained, sameTarget } from "./rank.ts";
import type { PaperConditions, PaperRow } from "./schema.ts";

const SPACE = "\u202f";
const BRANCHES: Readonly<Record<BranchName, string>> = {
  horizontal: "lying strips",
  vertical: "standing strips",
  small: "small squares",
};
const MODES = { crop: "cut", resample: "interpolated", reinit: "drawn anew" } as const;

function sayEdits(model: ResolvedModel, row: PaperRow): readonly string[] {
  const { kernelSizes, kernelMode, sparsity, off } = editsBeyond(model, row);
  return [
    ...(kernelSizes ? [`kernels ${MODES[kernelMode]} to ${kernelSizes.join(" ")}`] : []),
    ...(sparsity === null
      ? []
      : [`${Math.round(100 * sparsity)}${SPACE}% of its taps set to zero`]),
    ...(off.length === 0 ? [] : [`without its ${off.map((b) => BRANCHES[b]).join(" and ")}`]),
  ];
}

/** Where the weights come from: they are the person's, and may be other than the paper's. */
export const sayWeights = ({ root, edits }: ResolvedModel): string =>
  root.type === "file" && edits.untrained === null
    ? `weights of ${root.file.name}`
    : `random weights of seed ${root.type === "random" && edits.untrained === null ? root.seed : edits.untrained}`;

/** One phrase for each difference, each with what the paper has; never none, for the images differ. */
export function sayDifferences(
  measured: Measured,
  paper: PaperConditions,
  row: PaperRow,
): readonly string[] {
  const { part, unit, featureMap, images } = measured;
  const { conditions, model } = part;
  const wanted = row.unit ?? {
    y: Math.floor(featureMap.height / 2),
    x: Math.floor(featureMap.width / 2),
  };
  const target =
    conditions.target === null ? `the target of ${conditions.protocol}` : "a target of its own";
  const block = conditions.block === null ? "" : `block ${conditions.block} of `;
  const stage = `${block}stage ${conditions.stage}`;
  const same = unit.y === wanted.y && unit.x === wanted.x;
  const print = row.unit ? `row ${wanted.y}, column ${wanted.x}` : "the centre";
  const says: readonly (readonly [boolean, string, string])[] = [
    [!sameTarget(conditions, paper), target, `that of ${paper.protocol}`],
    [stage !== `stage ${paper.stage}`, stage, `stage ${paper.stage}`],
    [
      conditions.size !== paper.size,
      `input ${conditions.size}${SPACE}px`,
      `${paper.size}${SPACE}px`,
    ],
    [!isTrained(model), sayWeights(model), "trained ones"],
    [!same, `unit at row ${unit.y}, column ${unit.x}`, print],
    [true, countedImages(conditions.images, images), `${paper.images} of ${paper.of}`],
  ];
  return [
    ...says.flatMap(([differs, own, theirs]) => (differs ? [`${own} instead of ${theirs}`] : [])),
    ...sayEdits(model, row),
  ];
}
