/** The figure that the papers print: three architectures of growing kernels side by side. */
import { NO_EDITS } from "../domain/document.ts";
import type { Cell, ModelCell } from "../domain/document.ts";
import {
  findCell,
  freeModelName,
  indexOfCell,
  insertCells,
  modelCells,
  replaceCell,
} from "./cells.ts";
import { commit } from "./editing.ts";
import type { Notebook } from "./notebook.ts";

const WANTED = [
  { architecture: "convnext-tiny", name: "convnext" },
  { architecture: "replknet-31b", name: "replknet" },
  { architecture: "slak-tiny", name: "slak" },
] as const;

const isPlain = (cell: ModelCell, architecture: string): boolean =>
  cell.origin.type === "random" &&
  cell.origin.architecture === architecture &&
  cell.edits.kernelSizes === null &&
  cell.edits.sparsity === null;

/**
 * Has a compare cell show ConvNeXt-T, RepLKNet-31B and SLaK-T at random initialisation, as one step
 * of the history; models that the notebook has already are taken, the others stand before the cell.
 */
export function makePapersFigure(book: Notebook, compareId: string): void {
  let { document } = book.store.getState();
  const target = findCell(document, compareId);
  if (target?.type !== "compare") return;
  const names = WANTED.map(({ architecture, name }) => {
    const known = modelCells(document).find((cell) => isPlain(cell, architecture));
    if (known) return known.name;
    const cell: Cell = {
      id: book.newId(),
      type: "model",
      folded: false,
      bare: false,
      extra: {},
      name: freeModelName(document, name),
      origin: { type: "random", architecture, seed: 0 },
      edits: NO_EDITS,
    };
    document = insertCells(document, [cell], indexOfCell(document, compareId));
    return cell.name;
  });
  commit(book, "Make the papers' figure", replaceCell(document, { ...target, models: names }));
}
