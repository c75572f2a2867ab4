/** Edits of a document as pure functions: each returns the document unchanged when it does not apply. */
import type { Cell, ModelCell, NotebookDocument, TextCell } from "../domain/document.ts";

const withCells = (document: NotebookDocument, cells: readonly Cell[]): NotebookDocument => ({
  ...document,
  cells,
});
export const findCell = (document: NotebookDocument, id: string): Cell | undefined =>
  document.cells.find((cell) => cell.id === id);

export const indexOfCell = (document: NotebookDocument, id: string): number =>
  document.cells.findIndex((cell) => cell.id === id);

/** Puts cells before the one at `index`; an index out of range is taken to the nearest end. */
export function insertCells(
  document: NotebookDocument,
  cells: readonly Cell[],
  index: number,
): NotebookDocument {
  const at = Math.max(0, Math.min(document.cells.length, index));
  return withCells(document, document.cells.toSpliced(at, 0, ...cells));
}

export function removeCells(document: NotebookDocument, ids: readonly string[]): NotebookDocument {
  const gone = new Set(ids);
  const cells = document.cells.filter(({ id }) => !gone.has(id));
  return cells.length === document.cells.length ? document : withCells(document, cells);
}

/** Moves a cell so that it ends at `index` of the new order. */
export function reorderCell(
  document: NotebookDocument,
  id: string,
  index: number,
): NotebookDocument {
  const from = indexOfCell(document, id);
  const to = Math.max(0, Math.min(document.cells.length - 1, index));
  if (from < 0 || from === to) return document;
  const cell = document.cells[from]!;
  return withCells(document, document.cells.toSpliced(from, 1).toSpliced(to, 0, cell));
}

/** Replaces the cell of the same id. */
export function replaceCell(document: NotebookDocument, cell: Cell): NotebookDocument {
  const index = indexOfCell(document, cell.id);
  if (index < 0 || document.cells[index] === cell) return document;
  return withCells(document, document.cells.with(index, cell));
}

const findText = (document: NotebookDocument, index: number): TextCell | null => {
  const cell = document.cells[index];
  return cell?.type === "text" ? cell : null;
};

/** Cuts a text cell in two at a character; the second half takes `newId`. */
export function splitTextCell(
  document: NotebookDocument,
  id: string,
  offset: number,
  newId: string,
): NotebookDocument {
  const index = indexOfCell(document, id);
  const cell = findText(document, index);
  if (!cell) return document;
  const first = { ...cell, text: cell.text.slice(0, offset).trimEnd() };
  const second = { ...cell, id: newId, text: cell.text.slice(offset).trimStart() };
  return withCells(document, document.cells.toSpliced(index, 1, first, second));
}

/** Joins a text cell with the text cell after it, a blank line between. */
export function mergeTextCells(document: NotebookDocument, id: string): NotebookDocument {
  const index = indexOfCell(document, id);
  const first = findText(document, index);
  const second = findText(document, index + 1);
  if (!first || !second) return document;
  const text = [first.text, second.text].filter((part) => part !== "").join("\n\n");
  return withCells(document, document.cells.toSpliced(index, 2, { ...first, text }));
}

export const modelCells = (document: NotebookDocument): ModelCell[] =>
  document.cells.filter((cell) => cell.type === "model");

/** A name for a model that no cell of the document has: the wanted one, else with a number. */
export function freeModelName(document: NotebookDocument, wanted: string): string {
  const taken = new Set(modelCells(document).map(({ name }) => name));
  const base =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+|_+$/g, "")
      .slice(0, 32) || "model";
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** Renames a model where it is defined and wherever it is spoken of. */
export function renameInDocument(
  document: NotebookDocument,
  id: string,
  name: string,
): NotebookDocument {
  const target = findCell(document, id);
  if (target?.type !== "model" || target.name === name) return document;
  const old = target.name;
  const named = (other: string): string => (other === old ? name : other);
  return withCells(
    document,
    document.cells.map((cell): Cell => {
      if (cell.id === id) return { ...target, name };
      switch (cell.type) {
        case "model":
          return cell.origin.type === "model" && cell.origin.model === old
            ? { ...cell, origin: { type: "model", model: name } }
            : cell;
        case "masks":
          return cell.model === old || cell.other === old
            ? { ...cell, model: named(cell.model), other: cell.other && named(cell.other) }
            : cell;
        case "erf":
        case "kernels":
        case "predict":
          return cell.model === old ? { ...cell, model: name } : cell;
        case "compare":
        case "sweep":
          return cell.models.includes(old) ? { ...cell, models: cell.models.map(named) } : cell;
        case "text":
        case "unknown":
          return cell;
        default:
          return cell satisfies never;
      }
    }),
  );
}
