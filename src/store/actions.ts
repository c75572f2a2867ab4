/** What a person does to the cells, by hand or by a command; each is one step of the history. */
import type { Cell, CellType, NotebookDocument } from "../domain/document.ts";
import { MODEL_NAME } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import {
  findCell,
  freeModelName,
  indexOfCell,
  insertCells,
  mergeTextCells,
  modelCells,
  removeCells,
  renameInDocument,
  reorderCell,
  replaceCell,
  splitTextCell,
} from "./cells.ts";
import { commit, MOST_BINNED } from "./editing.ts";
import { createCell } from "./newCell.ts";
import type { Notebook } from "./notebook.ts";
import { select } from "./selection.ts";

const MOST_TITLE = 300;
const documentOf = (book: Notebook): NotebookDocument => book.store.getState().document;

export function setTitle(book: Notebook, title: string): void {
  const next = title.trim().slice(0, MOST_TITLE) || "Untitled";
  commit(book, "Rename the notebook", { ...documentOf(book), title: next }, "title");
}

/** Adds a cell before the one at `index`, selects it and returns its id; text is at once editable. */
export function addCell(book: Notebook, type: CellType, index: number): string {
  const document = documentOf(book);
  const cell = createCell(document, type, book.newId());
  commit(book, `Add a ${type} cell`, insertCells(document, [cell], index));
  select(book, cell.id, type === "text");
  return cell.id;
}

/** Changes one cell; its id and type stay. */
export function changeCell(
  book: Notebook,
  id: string,
  change: (cell: Cell) => Cell,
  label: string,
  merge: string | null = null,
): void {
  const cell = findCell(documentOf(book), id);
  if (!cell) return;
  const next = change(cell);
  if (next.id !== cell.id || next.type !== cell.type)
    throw new FieldbookError("internal", `internal: “${label}” changed the identity of a cell.`);
  commit(book, label, replaceCell(documentOf(book), next), merge);
}

/** Takes cells away into the bin and selects what stood after them. */
export function deleteCells(book: Notebook, ids: readonly string[], label?: string): void {
  const { document, bin } = book.store.getState();
  const gone = document.cells.filter(({ id }) => ids.includes(id));
  if (gone.length === 0) return;
  const at = book.date();
  const entries = gone.map((cell) => ({ cell, index: indexOfCell(document, cell.id), at }));
  const first = Math.min(...entries.map(({ index }) => index));
  const next = removeCells(document, ids);
  book.store.setState({ bin: [...bin, ...entries].slice(-MOST_BINNED) });
  const what = gone.length === 1 ? `Delete a ${gone[0]!.type} cell` : `Delete ${gone.length} cells`;
  commit(book, label ?? what, next);
  select(book, next.cells[Math.min(first, next.cells.length - 1)]?.id ?? null);
}

/** Puts a deleted cell back where it stood. */
export function restoreFromBin(book: Notebook, cellId: string): void {
  const { document, bin } = book.store.getState();
  const entry = bin.findLast(({ cell }) => cell.id === cellId);
  if (!entry) return;
  book.store.setState({ bin: bin.filter((other) => other !== entry) });
  commit(book, "Put a deleted cell back", insertCells(document, [entry.cell], entry.index));
  select(book, cellId);
}
export const emptyBin = (book: Notebook): void => book.store.setState({ bin: [] });

export function moveCell(book: Notebook, id: string, index: number): void {
  commit(book, "Move a cell", reorderCell(documentOf(book), id, index), `move:${id}`);
}

/** Copies of cells that may stand in the same document: new ids, and names that nobody has. */
function freshCopies(book: Notebook, cells: readonly Cell[]): Cell[] {
  let document = documentOf(book);
  return cells.map((cell) => {
    const copy =
      cell.type === "model"
        ? { ...cell, id: book.newId(), name: freeModelName(document, cell.name) }
        : { ...cell, id: book.newId() };
    document = insertCells(document, [copy], document.cells.length);
    return copy;
  });
}

export function duplicateCell(book: Notebook, id: string): void {
  const document = documentOf(book);
  const index = indexOfCell(document, id);
  if (index < 0) return;
  const copies = freshCopies(book, [document.cells[index]!]);
  commit(book, "Duplicate a cell", insertCells(document, copies, index + 1));
  select(book, copies[0]!.id);
}

/** Cuts a text cell in two at a character of its Markdown. */
export function splitText(book: Notebook, id: string, offset: number): void {
  const newId = book.newId();
  commit(book, "Split a text cell", splitTextCell(documentOf(book), id, offset, newId));
  if (findCell(documentOf(book), newId)) select(book, newId);
}
export function mergeWithNext(book: Notebook, id: string): void {
  commit(book, "Merge text cells", mergeTextCells(documentOf(book), id));
}

export function copyCells(book: Notebook, ids: readonly string[]): void {
  const cells = documentOf(book).cells.filter(({ id }) => ids.includes(id));
  if (cells.length > 0) book.clipboard = cells;
}
export function cutCells(book: Notebook, ids: readonly string[]): void {
  copyCells(book, ids);
  deleteCells(book, ids, ids.length === 1 ? "Cut a cell" : `Cut ${ids.length} cells`);
}
/** Pastes before the cell at `index`; a model keeps its name where that is free. */
export function pasteCells(book: Notebook, index: number): void {
  if (book.clipboard.length === 0) return;
  const copies = freshCopies(book, book.clipboard);
  commit(book, "Paste", insertCells(documentOf(book), copies, index));
  select(book, copies.at(-1)!.id);
}

/** Renames a model here and wherever it is spoken of; rejects a name that is taken or no name. */
export function renameModel(book: Notebook, cellId: string, name: string): void {
  const document = documentOf(book);
  if (!MODEL_NAME.test(name))
    throw new FieldbookError(
      "bad-spec",
      `“${name}” is no name for a model: begin with a to z, go on with a to z, 0 to 9 or _, at most 40 characters.`,
    );
  if (modelCells(document).some((cell) => cell.name === name && cell.id !== cellId))
    throw new FieldbookError("bad-spec", `Another model is called “${name}”: choose another name.`);
  commit(book, "Rename a model", renameInDocument(document, cellId, name));
}

export function toggleFold(book: Notebook, id: string): void {
  changeCell(book, id, (cell) => ({ ...cell, folded: !cell.folded }), "Fold or unfold a cell");
}
export function toggleBare(book: Notebook, id: string): void {
  changeCell(book, id, (cell) => ({ ...cell, bare: !cell.bare }), "Hide or show controls");
}
export function foldAll(book: Notebook, folded: boolean): void {
  const document = documentOf(book);
  const cells = document.cells.map((cell) => (cell.folded === folded ? cell : { ...cell, folded }));
  if (cells.some((cell, i) => cell !== document.cells[i]))
    commit(book, folded ? "Fold all cells" : "Unfold all cells", { ...document, cells });
}
