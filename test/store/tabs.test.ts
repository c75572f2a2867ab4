import { afterEach, describe, expect, it } from "vitest";
import { addCell, deleteCells, setTitle } from "../../src/store/actions.ts";
import { canUndo, undo } from "../../src/store/editing.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { patchRuntime, type Notebook } from "../../src/store/notebook.ts";
import { openLibrary } from "../../src/store/persistence/openLibrary.ts";
import { flushSaving, startSaving } from "../../src/store/saving.ts";
import { select } from "../../src/store/selection.ts";
import { openNotebook, resolveConflict, startNotebook } from "../../src/store/session.ts";
import { startTabs } from "../../src/store/tabs.ts";
import { openTab, statusOf, textsOf, write } from "./persistence/books.ts";
import { documentWith, fillDisk, freshName, until } from "./persistence/helpers.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
});
const TIMES = { askMs: 15, forgetMs: 60 };

interface Tab {
  readonly book: Notebook;
  /** ends it without a word, as a crash does */
  readonly crash: () => void;
  readonly leave: () => void;
}
async function openLiveTab(name: string, times = TIMES): Promise<Tab> {
  const library = await openLibrary({ name });
  const book = openTab(library);
  const endSaving = startSaving(book, { verifyMs: 5, retryMs: 20 });
  const endTabs = startTabs(book, times);
  const crash = (): void => {
    endSaving();
    library.close();
    endTabs();
  };
  cleanups.push(crash);
  return { book, crash, leave: endTabs };
}
/** Two tabs on one notebook of two texts. */
async function openTwo(): Promise<{ mine: Tab; theirs: Tab; id: string; name: string }> {
  const name = freshName();
  const mine = await openLiveTab(name);
  const theirs = await openLiveTab(name);
  const id = await startNotebook(mine.book, documentWith("a", "b"), {});
  await openNotebook(theirs.book, id);
  return { mine, theirs, id, name };
}
const elsewhere = ({ book }: Tab): boolean => book.store.getState().elsewhere;

describe("tabs on one notebook", () => {
  it("notice each other, and when one goes", async () => {
    const { mine, theirs } = await openTwo();
    await until(() => elsewhere(mine) && elsewhere(theirs));
    theirs.leave();
    await until(() => !elsewhere(mine));
    expect([elsewhere(mine), elsewhere(theirs)]).toEqual([false, true]);
  });

  it("answer each other at once, however seldom they ask", async () => {
    const name = freshName();
    const seldom = { askMs: 60_000, forgetMs: 100_000 };
    const mine = await openLiveTab(name, seldom);
    const theirs = await openLiveTab(name, seldom);
    const id = await startNotebook(mine.book, documentWith("a"), {});
    await openNotebook(theirs.book, id);
    await until(() => elsewhere(mine) && elsewhere(theirs));
    expect([elsewhere(mine), elsewhere(theirs)]).toEqual([true, true]);
  });

  it("notice when one opens another notebook, or comes back", async () => {
    const { mine, theirs, id } = await openTwo();
    await until(() => elsewhere(mine) && elsewhere(theirs));
    await startNotebook(theirs.book, documentWith("c"), {});
    await until(() => !elsewhere(mine) && !elsewhere(theirs));
    await openNotebook(theirs.book, id);
    await until(() => elsewhere(mine) && elsewhere(theirs));
    expect([elsewhere(mine), elsewhere(theirs)]).toEqual([true, true]);
  });

  it("forget one that crashed, and keep one that answers", async () => {
    const { mine, theirs, id, name } = await openTwo();
    const third = await openLiveTab(name);
    await openNotebook(third.book, id);
    await until(() => elsewhere(mine) && elsewhere(theirs) && elsewhere(third));
    theirs.crash();
    await new Promise((resolve) => setTimeout(resolve, 4 * TIMES.forgetMs));
    expect([elsewhere(mine), elsewhere(third)]).toEqual([true, true]);
    third.crash();
    await until(() => !elsewhere(mine));
  });

  it("do not count on different notebooks", async () => {
    const name = freshName();
    const tabs = [await openLiveTab(name), await openLiveTab(name)];
    for (const { book } of tabs) await startNotebook(book, documentWith("a"), {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(tabs.map(elsewhere)).toEqual([false, false]);
  });
});

describe("a tab with nothing of its own to save", () => {
  it("follows what the other saves, with its history and bin", async () => {
    const { mine, theirs } = await openTwo();
    const untouched = theirs.book.store.getState().document.cells[1];
    patchRuntime(theirs.book, "cell1", { expected: 2 });
    select(theirs.book, "cell1");
    write(mine.book, "cell0", "followed");
    await until(() => textsOf(theirs.book)[0] === "followed");
    const state = theirs.book.store.getState();
    expect(state.document.cells[1]).toBe(untouched);
    expect(state.runtime.get("cell1")?.expected).toBe(2);
    expect(state.selection).toEqual({ cell: "cell1", editing: false });
    expect(statusOf(theirs.book)).toBe("saved");
    expect(canUndo(state)).toBe("Write");
    deleteCells(mine.book, ["cell1"]);
    await until(() => theirs.book.store.getState().bin.length === 1);
    expect(theirs.book.store.getState().selection.cell).toBeNull();
    undo(theirs.book);
    await until(() => textsOf(mine.book).length === 2);
    expect([statusOf(mine.book), mine.book.store.getState().bin]).toEqual(["saved", []]);
  });

  it("goes on editing a cell that stayed the same, and leaves one that changed", async () => {
    const { mine, theirs } = await openTwo();
    select(theirs.book, "cell1", true);
    write(mine.book, "cell0", "x");
    await until(() => textsOf(theirs.book)[0] === "x");
    expect(theirs.book.store.getState().selection).toEqual({ cell: "cell1", editing: true });
    write(mine.book, "cell1", "y");
    await until(() => textsOf(theirs.book)[1] === "y");
    expect(theirs.book.store.getState().selection).toEqual({ cell: "cell1", editing: false });
  });

  it("ends with the same notebook after each wrote in turn, quickly", async () => {
    const { mine, theirs } = await openTwo();
    for (let i = 0; i < 10; i++) {
      const [writer, reader] = i % 2 === 0 ? [mine, theirs] : [theirs, mine];
      for (const letter of ["1", "12", "123"]) write(writer.book, "cell0", `${i}: ${letter}`);
      await until(() => textsOf(reader.book)[0] === `${i}: 123`);
    }
    for (const { book } of [mine, theirs]) await flushSaving(book);
    const [p, q] = [mine, theirs].map(({ book }) => book.store.getState());
    expect(p!.document).toEqual(q!.document);
    expect(p!.history).toEqual(q!.history);
    expect([p!.saving.status, q!.saving.status]).toEqual(["saved", "saved"]);
  });
});

describe("two tabs that change one notebook at once", () => {
  /** `mine` has written, `theirs` could not follow for it had a change of its own */
  async function diverge() {
    const two = await openTwo();
    const { mine, theirs } = two;
    write(theirs.book, "cell1", "theirs");
    write(mine.book, "cell0", "mine");
    await until(() => [mine, theirs].some(({ book }) => statusOf(book) === "conflict"));
    const [winner, loser] = statusOf(mine.book) === "conflict" ? [theirs, mine] : [mine, theirs];
    return { ...two, winner, loser, won: textsOf(winner.book), lost: textsOf(loser.book) };
  }
  const storedTexts = async ({ book }: Tab): Promise<string> => {
    const stored = await book.library!.load(book.store.getState().id);
    return stored!.record.text;
  };

  it("are told, nothing is overwritten, and the loser writes no more", async () => {
    const { winner, loser, won, lost } = await diverge();
    expect(won).not.toEqual(lost);
    const { saving } = loser.book.store.getState();
    expect(
      saving.status === "conflict" && parseNotebook(saving.theirs.text).document.cells,
    ).toEqual(winner.book.store.getState().document.cells);
    setTitle(loser.book, "More of mine");
    await flushSaving(loser.book);
    expect(statusOf(loser.book)).toBe("conflict");
    expect(await storedTexts(winner)).not.toContain("More of mine");
  });

  it("can keep this one: the other becomes a snapshot, and its tab follows", async () => {
    const { winner, loser, lost, won, id } = await diverge();
    await resolveConflict(loser.book, "mine");
    expect(statusOf(loser.book)).toBe("saved");
    await until(() => textsOf(winner.book).join() === lost.join());
    const snapshots = await loser.book.library!.snapshots(id);
    const other = snapshots.find(({ label }) => label === "of the other tab");
    expect(parseNotebook(other!.text).document).toEqual(documentWith(...won));
    expect(winner.book.store.getState().history).toEqual(loser.book.store.getState().history);
  });

  it("can take the other: this one becomes a snapshot", async () => {
    const { winner, loser, lost, won, id } = await diverge();
    addCell(winner.book, "text", 0);
    await flushSaving(winner.book);
    await resolveConflict(loser.book, "theirs");
    expect(textsOf(loser.book)).toEqual(["", ...won]);
    expect(statusOf(loser.book)).toBe("saved");
    const snapshots = await loser.book.library!.snapshots(id);
    const own = snapshots.find(({ label }) => label === "before taking the other");
    expect(parseNotebook(own!.text).document).toEqual(documentWith(...lost));
    write(loser.book, "cell0", "on it goes");
    await until(() => textsOf(winner.book)[1] === "on it goes");
  });

  it("stay in conflict, with a notice, when the version not kept finds no room", async () => {
    const { loser, lost } = await diverge();
    const release = fillDisk((store) => store === "snapshots");
    cleanups.push(release);
    await resolveConflict(loser.book, "theirs");
    expect([statusOf(loser.book), textsOf(loser.book)]).toEqual(["conflict", lost]);
    expect(loser.book.store.getState().notices.at(-1)?.text).toMatch(/storage is full/);
  });

  it("lose nothing when the loser opens another notebook", async () => {
    const { loser, lost, id } = await diverge();
    await startNotebook(loser.book, documentWith("new"), {});
    const snapshots = await loser.book.library!.snapshots(id);
    expect(parseNotebook(snapshots.at(-1)!.text).document).toEqual(documentWith(...lost));
  });

  it("agree without a word when both made the same of it", async () => {
    const { mine, theirs } = await openTwo();
    for (const { book } of [mine, theirs]) write(book, "cell0", "the same");
    await until(() => statusOf(mine.book) === "saved" && statusOf(theirs.book) === "saved");
    for (const { book } of [mine, theirs]) await flushSaving(book);
    expect([statusOf(mine.book), statusOf(theirs.book)]).toEqual(["saved", "saved"]);
  });
});
