/** Files that lack tensors of their network: refused, unless a person insists. */
import type { ModelCell } from "../domain/document.ts";
import type { CheckpointSummary } from "../domain/model.ts";
import { changeCell } from "./actions.ts";
import { inspectRoot } from "./inspected.ts";
import type { Notebook } from "./notebook.ts";

/** What a cell's file holds and lacks; null when that cannot be told. */
export async function listIncomplete(
  book: Notebook,
  { origin }: ModelCell,
): Promise<CheckpointSummary | null> {
  if (origin.type !== "file") return null;
  try {
    return await inspectRoot(book, { ...origin, allowMissing: true });
  } catch {
    // the notice beside it says what is wrong with the file
    return null;
  }
}

/** Opens a cell's file although tensors are missing: they are zeros from now on. */
export const insistOnWeights = (book: Notebook, id: string): void =>
  changeCell(
    book,
    id,
    (cell) =>
      cell.type === "model" && cell.origin.type === "file"
        ? { ...cell, origin: { ...cell.origin, allowMissing: true } }
        : cell,
    "Take missing tensors as zeros",
  );
