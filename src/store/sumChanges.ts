/** What happened between two versions of a document, in a few words. */
import type { NotebookDocument } from "../domain/document.ts";
import { diffCells, type CellChange } from "./wordDiff.ts";

/** Longer titles are cut in a list of versions. */
const MOST_LETTERS = 40;

/** As `slak edited`, `2 cells added, 1 deleted`, `cells moved`, `nothing changed`. */
export function sumChanges(before: NotebookDocument, after: NotebookDocument): string {
  const changes = diffCells(before, after);
  const said = (
    [
      ["added", "added"],
      ["deleted", "deleted"],
      ["changed", "edited"],
    ] as const
  ).flatMap(([what, word]) => sayThose(changes, what, word));
  const order = ({ cells }: NotebookDocument): string => cells.map(({ id }) => id).join();
  if (before.title !== after.title) said.push("title changed");
  if (said.length === 0 && order(before) !== order(after)) said.push("cells moved");
  return said.join(", ") || "nothing changed";
}

function sayThose(
  changes: readonly CellChange[],
  what: CellChange["what"],
  word: string,
): readonly string[] {
  const those = changes.filter((change) => change.what === what);
  if (those.length === 0) return [];
  const { title } = those[0]!;
  if (those.length > 1) return [`${those.length} cells ${word}`];
  const short = title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS).trim()}…` : title;
  return [`“${short}” ${word}`];
}
