import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { CELL_TYPES, type Cell, type NotebookDocument } from "../../src/domain/document.ts";
import {
  addCell,
  changeCell,
  copyCells,
  cutCells,
  deleteCells,
  duplicateCell,
  foldAll,
  mergeWithNext,
  moveCell,
  pasteCells,
  renameModel,
  restoreFromBin,
  setTitle,
  splitText,
  toggleBare,
  toggleFold,
} from "../../src/store/actions.ts";
import { canRedo, canUndo, commit, endStroke, redo, undo } from "../../src/store/editing.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { createNotebook, type Notebook } from "../../src/store/notebook.ts";

/** No edit may touch the engine: any use of it fails. */
const NO_ENGINE = new Proxy({} as EngineClient, {
  get: (_, name) => {
    throw new Error(`An edit used the engine: ${String(name)}.`);
  },
});
function openBook({ second = 1 }: { second?: number } = {}): Notebook {
  let ids = 0;
  let clock = Date.UTC(2026, 0, 1);
  return createNotebook(NO_ENGINE, {
    newId: () => `id${ids++}`,
    date: () => new Date((clock += 1000 * second)).toISOString(),
  });
}
const documentOf = (book: Notebook): NotebookDocument => book.store.getState().document;
const write = (book: Notebook, id: string, text: string, merge: string | null = `text:${id}`) =>
  changeCell(book, id, (cell) => (cell.type === "text" ? { ...cell, text } : cell), "Write", merge);

type Step = readonly [action: number, cell: number, place: number, text: string];
const steps = fc.array(fc.tuple(fc.nat(18), fc.nat(30), fc.nat(30), fc.string({ maxLength: 8 })), {
  maxLength: 60,
});
/** Does what a person might, on whatever is there. */
function act(book: Notebook, [action, which, place, text]: Step): void {
  const { cells } = documentOf(book);
  const id = cells[which % Math.max(1, cells.length)]?.id ?? "nobody";
  const acts: readonly (() => void)[] = [
    () => addCell(book, CELL_TYPES[which % CELL_TYPES.length]!, place),
    () => addCell(book, "text", place),
    () => addCell(book, "model", place),
    () => write(book, id, text),
    () => write(book, id, `${text}\n${text}`, null),
    () => deleteCells(book, [id]),
    () => deleteCells(book, [id, cells[place % Math.max(1, cells.length)]?.id ?? "nobody"]),
    () => moveCell(book, id, place),
    () => duplicateCell(book, id),
    () => splitText(book, id, place),
    () => mergeWithNext(book, id),
    () => copyCells(book, [id]),
    () => cutCells(book, [id]),
    () => pasteCells(book, place),
    () => setTitle(book, text),
    () => toggleFold(book, id),
    () => toggleBare(book, id),
    () => foldAll(book, place % 2 === 0),
    () => {
      const binned = book.store.getState().bin.at(-1);
      if (binned) restoreFromBin(book, binned.cell.id);
    },
  ];
  acts[action]!();
}
const undoAll = (book: Notebook): void => {
  while (canUndo(book.store.getState()) !== null) undo(book);
};
const redoAll = (book: Notebook): void => {
  while (canRedo(book.store.getState()) !== null) redo(book);
};

describe("random sequences of edits", () => {
  it("come back to the first document by undoing all, and to the last by redoing all", () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (sequence, quick) => {
        const book = openBook({ second: quick ? 0.5 : 10 });
        const first = documentOf(book);
        for (const step of sequence) act(book, step);
        const last = documentOf(book);
        undoAll(book);
        expect(documentOf(book)).toEqual(first);
        redoAll(book);
        expect(documentOf(book)).toEqual(last);
        expect(book.store.getState().graph).toEqual(buildGraph(last));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("pass through the same documents backwards as forwards when undone amid them", () => {
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { maxLength: 30 }), (sequence, turns) => {
        const book = openBook({ second: 10 });
        const seen = [documentOf(book)];
        for (const step of sequence) {
          const before = book.store.getState().history.cursor;
          act(book, step);
          if (book.store.getState().history.cursor > before) seen.push(documentOf(book));
          else seen[seen.length - 1] = documentOf(book);
        }
        for (const back of turns) {
          if (back) undo(book);
          else redo(book);
          expect(documentOf(book)).toEqual(seen[book.store.getState().history.cursor]);
        }
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("never give two cells one id, or two pasted models one name", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const book = openBook();
        for (const step of sequence) act(book, step);
        const { cells } = documentOf(book);
        expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
        expect([...book.store.getState().graph.problems.values()].flat().join()).not.toMatch(
          /cells define/,
        );
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe("the history", () => {
  it("takes a word typed without a pause as one step, and a later one as another", () => {
    const book = openBook({ second: 0.2 });
    const id = addCell(book, "text", 0);
    for (const text of ["f", "fi", "fie", "field"]) write(book, id, text);
    expect(book.store.getState().history.cursor).toBe(2);
    undo(book);
    expect(documentOf(book).cells).toEqual([expect.objectContaining({ text: "" })]);
    redo(book);
    expect(documentOf(book).cells).toEqual([expect.objectContaining({ text: "field" })]);
    const slow = openBook({ second: 5 });
    const other = addCell(slow, "text", 0);
    for (const text of ["a", "a b"]) write(slow, other, text);
    expect(slow.store.getState().history.cursor).toBe(3);
  });

  it("ends a step where a notebook is closed, however soon it is opened again (regression)", () => {
    const book = openBook({ second: 0.2 });
    const id = addCell(book, "text", 0);
    write(book, id, "first visit");
    endStroke(book);
    write(book, id, "second visit");
    undo(book);
    expect(documentOf(book).cells).toEqual([expect.objectContaining({ text: "first visit" })]);
  });

  it("forgets what was undone once something else is done", () => {
    const book = openBook({ second: 10 });
    addCell(book, "text", 0);
    undo(book);
    setTitle(book, "Another way");
    expect(canRedo(book.store.getState())).toBeNull();
    expect(canUndo(book.store.getState())).toBe("Rename the notebook");
  });

  it("is no longer by an edit that changes nothing", () => {
    const book = openBook();
    const id = addCell(book, "text", 0);
    const { history } = book.store.getState();
    moveCell(book, id, 0);
    moveCell(book, "nobody", 0);
    mergeWithNext(book, id);
    commit(book, "Nothing", documentOf(book));
    expect(book.store.getState().history).toBe(history);
  });

  it("holds the last 500 changes", () => {
    const book = openBook({ second: 10 });
    const id = addCell(book, "text", 0);
    for (let i = 0; i < 600; i++) write(book, id, `${i}`);
    const { history } = book.store.getState();
    expect([history.changes.length, history.cursor]).toEqual([500, 500]);
    undoAll(book);
    expect(documentOf(book).cells).toEqual([expect.objectContaining({ text: "99" })]);
  });
});

describe("the bin", () => {
  it("holds a deleted cell until it is put back where it stood, or its deletion undone", () => {
    const book = openBook({ second: 10 });
    const [a, b, c] = [0, 1, 2].map((i) => addCell(book, "text", i)) as [string, string, string];
    deleteCells(book, [b]);
    expect(book.store.getState().bin.map(({ cell }) => cell.id)).toEqual([b]);
    expect(book.store.getState().selection.cell).toBe(c);
    restoreFromBin(book, b);
    expect(documentOf(book).cells.map(({ id }) => id)).toEqual([a, b, c]);
    expect(book.store.getState().bin).toEqual([]);
    deleteCells(book, [b]);
    undo(book);
    expect(book.store.getState().bin).toEqual([]);
    redo(book);
    expect(book.store.getState().bin.map(({ cell }) => cell.id)).toEqual([b]);
  });
});

describe("the name of a model", () => {
  it("changes wherever it is spoken of, in one step", () => {
    const book = openBook({ second: 10 });
    const id = addCell(book, "model", 0);
    for (const [i, type] of CELL_TYPES.entries()) addCell(book, type, i + 1);
    const spoken = (cell: Cell) => JSON.stringify(cell).includes('"wide"');
    renameModel(book, id, "wide");
    expect(
      documentOf(book)
        .cells.filter(spoken)
        .map(({ type }) => type),
    ).toEqual(["model", "compare"]);
    undo(book);
    expect(documentOf(book).cells.some(spoken)).toBe(false);
  });

  it("is refused when it is taken, or is no name", () => {
    const book = openBook();
    const first = addCell(book, "model", 0);
    const second = addCell(book, "model", 1);
    expect(() => renameModel(book, second, "slak")).toThrow(/Another model is called “slak”/);
    for (const bad of ["", "2", "A", "a b", "a".repeat(41), "__proto__"])
      expect(() => renameModel(book, first, bad)).toThrow(/is no name for a model/);
  });
});
