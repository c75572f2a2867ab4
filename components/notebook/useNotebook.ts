import { createContext, use } from "react";
import { useStore } from "zustand";
import type { Notebook, NotebookState } from "../../src/store/notebook.ts";

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
