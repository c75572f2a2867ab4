/** New cells with what a person would most likely choose first. */
import { NO_EDITS, PLAIN_VIEW } from "../domain/document.ts";
import type { Cell, CellType, Conditions, NotebookDocument } from "../domain/document.ts";
import { freeModelName, modelCells } from "./cells.ts";

/** Seconds on any machine; this scale shows the cross that strips leave. */
export const FIRST_CONDITIONS: Conditions = {
  protocol: "replknet",
  target: null,
  size: 128,
  stage: 2,
  block: null,
  unit: "center",
  images: { type: "dead-leaves", count: 4, seed: 0 },
  scale: "power",
  colours: "magma",
};
const SWEPT_SIDES = [7, 13, 31, 51];
const FIRST_ARCHITECTURES = [
  "slak-tiny",
  "convnext-tiny",
  "replknet-31b",
  "unireplknet-t",
  "resnet-50",
  "swin-tiny",
] as const;
const MOST_COMPARED = 3;

/** A cell of a type with an id, as the document would want it next: it speaks of the models that are there. */
export function createCell(document: NotebookDocument, type: CellType, id: string): Cell {
  const base = { id, folded: false, bare: false, extra: {} };
  const figure = { ...base, title: "", caption: "" };
  const names = modelCells(document).map(({ name }) => name);
  const model = names.at(-1) ?? "";
  const conditions = lastConditions(document);
  switch (type) {
    case "text":
      return { ...base, type, text: "" };
    case "model": {
      const architecture = nextArchitecture(document);
      return {
        ...base,
        type,
        name: freeModelName(document, architecture.split("-", 1)[0]!),
        origin: { type: "random", architecture, seed: 0 },
        edits: NO_EDITS,
      };
    }
    case "erf":
      return { ...figure, type, model, conditions, untrained: false, view: PLAIN_VIEW };
    case "compare":
      return {
        ...figure,
        type,
        models: names.slice(0, MOST_COMPARED),
        conditions,
        range: "shared",
        mode: "row",
        pair: [0, 1],
        imported: [],
      };
    case "kernels":
      return { ...figure, type, model, block: null };
    case "masks":
      return { ...figure, type, model, block: null, other: null };
    case "sweep":
      return {
        ...figure,
        type,
        models: model === "" ? [] : [model],
        over: "kernel",
        values: SWEPT_SIDES,
        conditions,
      };
    case "predict":
      return { ...figure, type, model, size: 224, images: { ...FIRST_CONDITIONS.images }, top: 5 };
    default:
      return type satisfies never;
  }
}

/** The first architecture that no model of the notebook has: a second one is there to be compared. */
function nextArchitecture(document: NotebookDocument): string {
  const taken = modelCells(document).map(({ origin }) =>
    origin.type === "random" ? origin.architecture : null,
  );
  return FIRST_ARCHITECTURES.find((id) => !taken.includes(id)) ?? FIRST_ARCHITECTURES[0];
}

/** A new figure starts from the conditions of the last one, so that the two can be compared. */
function lastConditions(document: NotebookDocument): Conditions {
  const last = document.cells.findLast((cell) => "conditions" in cell);
  return last && "conditions" in last ? last.conditions : FIRST_CONDITIONS;
}
