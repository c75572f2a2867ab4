/** The conditions of a figure as plain words: what stands where nothing can be chosen. */
import type { Conditions, FigureCell } from "../../src/domain/document.ts";
import { modelsUsed, type Graph, type ResolvedModel } from "../../src/store/graph.ts";
import { sayEdits } from "./measured.ts";
import { sayHash, sayImages, sayScale, sayTarget, sayTraining, sayUnit, times } from "./words.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Protocol, input size and training state first wherever there is a map. */
export function factsOf(cell: FigureCell, models: Graph["models"]): readonly Fact[] {
  const weights = { label: "Weights", value: sayStates(cell, models) };
  switch (cell.type) {
    case "erf":
    case "compare":
    case "sweep":
      return [
        { label: "Protocol", value: cell.conditions.protocol },
        { label: "Input size", value: `${times(cell.conditions.size)} px` },
        weights,
        ...ofUnit(cell.conditions),
      ];
    case "kernels":
    case "masks":
      return [weights, ...(cell.block === null ? [] : [{ label: "Block", value: cell.block }])];
    case "predict":
      return [
        { label: "Input size", value: `${times(cell.size)} px` },
        weights,
        { label: "Images", value: sayImages(cell.images) },
      ];
    default:
      return cell satisfies never;
  }
}

function ofUnit({ stage, block, unit, target, images, scale }: Conditions): readonly Fact[] {
  const said = sayTarget(target);
  return [
    { label: "Stage", value: block === null ? String(stage) : `${stage}, block ${block}` },
    { label: "Unit", value: sayUnit(unit) },
    ...(said === "" ? [] : [{ label: "Target", value: said }]),
    { label: "Images", value: sayImages(images) },
    { label: "Scale", value: sayScale[scale] },
  ];
}

/** Trained or not, and what was changed, of every model; said once where it is the same for all. */
function sayStates(cell: FigureCell, models: Graph["models"]): string {
  const states = modelsUsed(cell).map((name) => {
    const model = models.get(name);
    return { name, state: model ? sayState(model) : "–" };
  });
  const twin = cell.type === "erf" && cell.untrained ? "; beside them random weights" : "";
  if (states.length === 0) return "–";
  const same = states.every(({ state }) => state === states[0]!.state);
  return same
    ? `${states[0]!.state}${twin}`
    : states.map(({ name, state }) => `${name}: ${state}`).join("; ");
}

function sayState({ root, edits }: ResolvedModel): string {
  const hash = root.type === "file" ? `, sha256 ${sayHash(root.file.sha256)}` : "";
  return `${sayTraining(root)}${hash}${sayEdits(edits)}`;
}

/** What the marks on a figure's maps mean; empty where there are none. */
export function sayMarks(cell: FigureCell): string {
  if (cell.type !== "erf" && cell.type !== "compare" && cell.type !== "sweep") return "";
  // a difference and a ratio bear none
  if (cell.type === "compare" && (cell.mode === "difference" || cell.mode === "ratio")) return "";
  const squares = cell.type === "compare" || (cell.type === "erf" && cell.view.squares);
  return [
    "Ring: the unit",
    ...(cell.type === "erf" ? ["plus: the centroid"] : []),
    ...(squares ? ["squares: the smallest centred ones that hold 30 and 50 %"] : []),
    ...(cell.type === "erf" && cell.view.contours
      ? ["lines: the densest 20, 30, 50 and 99 %"]
      : []),
    "dashed: the theoretical field.",
  ].join("; ");
}
