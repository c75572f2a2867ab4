import { createContext, use } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Cell, NotebookDocument } from "../../src/domain/document.ts";
import { isFigure } from "../../src/domain/document.ts";
import { IDLE, type CellRuntime, type Notebook } from "../../src/store/notebook.ts";
import type { NotebookState } from "../../src/store/notebook.ts";

/** The notebook that the page shows. */
export const NotebookContext = createContext<Notebook | null>(null);

export function useBook(): Notebook {
  const book = use(NotebookContext);
  if (!book) throw new Error("A component that needs the notebook stands outside it.");
  return book;
}
/** A part of the notebook's state; the component draws again when that part changes. */
export function useNotebook<T>(select: (state: NotebookState) => T): T {
  return useStore(useBook().store, select);
}
/** As useNotebook for a list, which is the same as long as its entries are. */
export function useNotebookList<T>(select: (state: NotebookState) => readonly T[]): readonly T[] {
  return useStore(useBook().store, useShallow(select));
}
/** A part of what runs in a cell and what it shows: progress draws nothing anew that does not ask for it. */
export const useRuntimePart = <T>(cellId: string, select: (runtime: CellRuntime) => T): T =>
  useNotebook((state) => select(state.runtime.get(cellId) ?? IDLE));
/** What runs in a cell and what it shows. */
export const useRuntime = (cellId: string): CellRuntime =>
  useNotebook((state) => state.runtime.get(cellId) ?? IDLE);

interface CellIndex {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly figures: ReadonlyMap<string, number>;
}
const indexes = new WeakMap<NotebookDocument, CellIndex>();

/** One pass over a document serves every cell that is drawn of it. */
function indexOf(document: NotebookDocument): CellIndex {
  const known = indexes.get(document);
  if (known) return known;
  const figures = document.cells.filter(isFigure);
  const index: CellIndex = {
    cells: new Map(document.cells.map((cell) => [cell.id, cell])),
    figures: new Map(figures.map(({ id }, i) => [id, i + 1])),
  };
  indexes.set(document, index);
  return index;
}
/** A cell of the document by its id. */
export const useCell = (id: string): Cell | undefined =>
  useNotebook(({ document }) => indexOf(document).cells.get(id));

/** The number that a figure bears, counted from 1 down the page; null for a cell that is none. */
export const useFigureNumber = (id: string): number | null =>
  useNotebook(({ document }) => indexOf(document).figures.get(id) ?? null);
