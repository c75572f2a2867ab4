/** What differs between two documents, word by word, in a few words. */
import type { Cell, NotebookDocument } from "../domain/document.ts";
import { cellTitle } from "./cellTitle.ts";

export interface WordChange {
  /** in the earlier, not in the later */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}
export interface CellChange {
  readonly id: string;
  readonly title: string;
  readonly what: "added" | "deleted" | "changed";
  /** of its text, or of its settings as they are saved */
  readonly words: WordChange;
}
/** Texts longer than this are compared by their differing middle only. */
const MOST_WORDS = 400;

/** The words that go and come between two texts, in their order: a longest common subsequence is kept. */
export function diffWords(before: string, after: string): WordChange {
  const from = before.split(/\s+/).filter(Boolean);
  const to = after.split(/\s+/).filter(Boolean);
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  const room = Math.min(from.length, to.length) - start;
  while (end < room && from.at(-1 - end) === to.at(-1 - end)) end++;
  const a = from.slice(start, from.length - end);
  const b = to.slice(start, to.length - end);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return { removed: a, added: b };
  const width = b.length + 1;
  // common[i·width + j]: words that a from i and b from j share, in order
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const removed: string[] = [];
  const added: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    )
      removed.push(a[i++]!);
    else added.push(b[j++]!);
  }
  return { removed, added };
}

const wordsOf = (cell: Cell): string => {
  if (cell.type === "text") return cell.text;
  // one word a setting
  return JSON.stringify({ ...cell, id: "", extra: {} })
    .replace(/[{}[\]"]+/g, " ")
    .replace(/,/g, " ");
};

/** The cells that come, go or change from one document to the next. */
export function diffCells(before: NotebookDocument, after: NotebookDocument): CellChange[] {
  const old = new Map(before.cells.map((cell) => [cell.id, cell]));
  const now = new Map(after.cells.map((cell) => [cell.id, cell]));
  const gone = before.cells
    .filter(({ id }) => !now.has(id))
    .map((cell) => ({
      id: cell.id,
      title: cellTitle(cell),
      what: "deleted" as const,
      words: diffWords(wordsOf(cell), ""),
    }));
  const here = after.cells.flatMap((cell): CellChange[] => {
    const other = old.get(cell.id);
    const words = diffWords(other ? wordsOf(other) : "", wordsOf(cell));
    if (other && words.added.length + words.removed.length === 0) return [];
    return [{ id: cell.id, title: cellTitle(cell), what: other ? "changed" : "added", words }];
  });
  return [...here, ...gone];
}
