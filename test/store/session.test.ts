import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { CELL_TYPES, type NotebookDocument } from "../../src/domain/document.ts";
import {
  addCell,
  deleteCells,
  duplicateCell,
  mergeWithNext,
  moveCell,
  restoreFromBin,
  setTitle,
  splitText,
  toggleFold,
} from "../../src/store/actions.ts";
import { canRedo, canUndo, redo, undo } from "../../src/store/editing.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { createNotebook, patchRuntime, type Notebook } from "../../src/store/notebook.ts";
import type { LibraryEvent, Origin } from "../../src/store/persistence/library.ts";
import { openLibrary } from "../../src/store/persistence/openLibrary.ts";
import { select } from "../../src/store/selection.ts";
import { flushSaving, startSaving } from "../../src/store/saving.ts";
import {
  changedSincePublished,
  duplicateNotebook,
  openNotebook,
  resolveConflict,
  restoreSnapshot,
  revertToPublished,
  startNotebook,
} from "../../src/store/session.ts";
import { openTab, statusOf, textsOf, write } from "./persistence/books.ts";
import {
  documentWith,
  fillDisk,
  freshLibrary,
  freshName,
  logits,
  recordOf,
  saveOf,
  until,
} from "./persistence/helpers.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
});
const documentOf = (book: Notebook): NotebookDocument => book.store.getState().document;
const undoAll = (book: Notebook): void => {
  while (canUndo(book.store.getState()) !== null) undo(book);
};
const redoAll = (book: Notebook): void => {
  while (canRedo(book.store.getState()) !== null) redo(book);
};
const originOf = (document: NotebookDocument): Origin => ({
  type: "url",
  url: "https://field.example/strips.fieldbook.json",
  published: serialiseNotebook(document),
  openedAt: "2026-01-01T00:00:00.000Z",
});

describe("a notebook that is started", () => {
  it("is open, saved at once, and listed", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    const before = book.store.getState().id;
    const id = await startNotebook(book, documentWith("a"), {});
    expect(id).not.toBe(before);
    expect(book.store.getState()).toMatchObject({
      id,
      document: documentWith("a"),
      saving: { status: "saved" },
      origin: null,
    });
    expect(await library.list()).toMatchObject([{ id, title: "Strips", cells: 1, revision: 1 }]);
  });

  it("keeps the results that came with it", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    const results = new Map([["key", logits(3)]]);
    await startNotebook(book, documentWith("a"), { results });
    expect(book.results).toEqual(results);
    expect(await library.results(["key"])).toEqual(results);
  });

  it("opens all the same when its results find no room", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(fillDisk((store) => store === "results"));
    await startNotebook(book, documentWith("a"), { results: new Map([["key", logits(3)]]) });
    expect(statusOf(book)).toBe("saved");
    expect(book.results.has("key")).toBe(true);
    expect(book.store.getState().notices[0]?.text).toMatch(
      /^Results of this notebook are not kept/,
    );
  });

  it("works where nothing is kept", async () => {
    const book = openTab(null);
    await startNotebook(book, documentWith("a"), { origin: originOf(documentWith("a")) });
    write(book, "cell0", "b");
    await revertToPublished(book);
    await resolveConflict(book, "mine");
    expect(textsOf(book)).toEqual(["a"]);
    await restoreSnapshot(book, {
      id: 1,
      notebook: "n",
      at: "",
      label: "",
      text: serialiseNotebook(documentWith("earlier")),
    });
    expect(textsOf(book)).toEqual(["earlier"]);
    await expect(openNotebook(book, "n")).rejects.toMatchObject({ code: "storage" });
    expect(book.library).toBeNull();
  });
});

describe("a notebook that is opened", () => {
  it("is as it was left: undo, redo and the bin survive", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const id = await startNotebook(book, documentWith("a", "b"), {
      origin: originOf(documentWith()),
    });
    write(book, "cell0", "one");
    deleteCells(book, ["cell1"]);
    setTitle(book, "Renamed");
    undo(book);
    const left = book.store.getState();
    await flushSaving(book);
    const again = openTab(library);
    await openNotebook(again, id);
    const { history, bin, document, origin, createdAt, graph } = again.store.getState();
    expect({ history, bin, document, origin, createdAt, graph }).toEqual({
      history: left.history,
      bin: left.bin,
      document: left.document,
      origin: left.origin,
      createdAt: left.createdAt,
      graph: left.graph,
    });
    redo(again);
    expect(documentOf(again).title).toBe("Renamed");
    restoreFromBin(again, "cell1");
    expect(textsOf(again)).toEqual(["one", "b"]);
    undoAll(again);
    expect(documentOf(again)).toEqual(documentWith("a", "b"));
  });

  it("brings nothing along from the one before", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const first = await startNotebook(book, documentWith("a"), {});
    await startNotebook(book, documentWith("b"), {});
    select(book, "cell0", true);
    patchRuntime(book, "cell0", { expected: 3 });
    book.store.setState({ elsewhere: true });
    write(book, "cell0", "not yet written");
    await openNotebook(book, first);
    expect(book.store.getState()).toMatchObject({
      id: first,
      document: documentWith("a"),
      selection: { cell: null, editing: false },
      runtime: new Map(),
      elsewhere: false,
      saving: { status: "saved" },
    });
    const texts = (await library.list()).map(
      async ({ id }) => (await library.load(id))!.record.text,
    );
    expect((await Promise.all(texts)).join()).toContain("not yet written");
  });

  it("waits for what is written while it is being read", async () => {
    const library = await freshLibrary();
    let meanwhile = (): Promise<void> => Promise.resolve();
    const book = openTab({
      ...library,
      load: async (id) => {
        const stored = await library.load(id);
        await meanwhile();
        return stored;
      },
    });
    cleanups.push(startSaving(book));
    const first = await startNotebook(book, documentWith("a"), {});
    const second = await startNotebook(book, documentWith("b"), {});
    meanwhile = async () => {
      meanwhile = () => Promise.resolve();
      write(book, "cell0", "last");
      await Promise.resolve().then(() => undefined);
      // the write of the word before is under way: this one waits for it
      write(book, "cell0", "last letters");
    };
    await openNotebook(book, first);
    expect(textsOf(book)).toEqual(["a"]);
    expect((await library.load(second))?.record.text).toContain("last letters");
  });

  it("is not written by being opened, and its version is kept once", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const id = await startNotebook(book, documentWith("a"), {});
    for (let i = 0; i < 3; i++) await openNotebook(book, id);
    await flushSaving(book);
    expect((await library.load(id))?.record.revision).toBe(1);
    expect((await library.snapshots(id)).map(({ label }) => label)).toEqual(["opened"]);
  });

  it("tells the other tabs, and which one it leaves", async () => {
    const name = freshName();
    const [library, other] = [await openLibrary({ name }), await openLibrary({ name })];
    cleanups.push(library.close, other.close);
    const heard: LibraryEvent[] = [];
    other.watch((event) => heard.push(event));
    const book = openTab(library);
    const first = await startNotebook(book, documentWith("a"), {});
    const second = await startNotebook(book, documentWith("b"), {});
    await openNotebook(book, first);
    await until(() => heard.filter(({ type }) => type === "opened").length === 3);
    expect(
      heard.filter(({ type }) => type !== "saved").map(({ type, notebook }) => [type, notebook]),
    ).toEqual([
      ["opened", first],
      ["closed", first],
      ["opened", second],
      ["closed", second],
      ["opened", first],
    ]);
  });

  it("is refused when it is not there, and then nothing changes", async () => {
    const book = openTab(await freshLibrary());
    await startNotebook(book, documentWith("a"), {});
    const before = book.store.getState();
    await expect(openNotebook(book, "nobody")).rejects.toThrow(
      /This notebook is not in this browser/,
    );
    expect(book.store.getState()).toBe(before);
  });

  it("is refused when its text cannot be read, and stays to be exported", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { record: recordOf("n", "{ cut off") }));
    const book = openTab(library);
    await expect(openNotebook(book, "n")).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringMatching(
        /“Title of n” cannot be read: .*Nothing of it is lost: export/,
      ),
    });
    expect((await library.load("n"))?.record.text).toBe("{ cut off");
    await expect(duplicateNotebook(library, "n")).rejects.toMatchObject({ code: "bad-file" });
  });

  it("opens with cells that cannot be read kept as they are", async () => {
    const library = await freshLibrary();
    const text = serialiseNotebook(documentWith("a", "b")).replace('"text": "b"', '"text": 5');
    expect(text).toContain('"text": 5');
    await library.save(saveOf("n", { record: recordOf("n", text) }));
    const book = openTab(library);
    await openNotebook(book, "n");
    expect(documentOf(book).cells.map(({ type }) => type)).toEqual(["text", "unknown"]);
  });
});

describe("a copy", () => {
  it("stands in the library with a name of its own and no history", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const id = await startNotebook(book, documentWith("a"), {});
    write(book, "cell0", "b");
    await flushSaving(book);
    const copy = await duplicateNotebook(library, id);
    const stored = await library.load(copy);
    expect(stored).toMatchObject({ changes: [], record: { title: "Strips (copy)", revision: 1 } });
    expect(parseNotebook(stored!.record.text).document).toEqual({
      ...documentWith("b"),
      title: "Strips (copy)",
    });
    expect(await library.list()).toHaveLength(2);
    await expect(duplicateNotebook(library, "nobody")).rejects.toMatchObject({ code: "storage" });
  });
});

describe("going back", () => {
  it("to an earlier version is one step, can be undone, and keeps what was there", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const id = await startNotebook(book, documentWith("a", "b"), {});
    await openNotebook(book, id);
    deleteCells(book, ["cell1"]);
    addCell(book, "erf", 1);
    const added = documentOf(book).cells[1]!.id;
    const now = documentOf(book);
    const kept = documentOf(book).cells[0];
    const [opened] = await library.snapshots(id);
    await restoreSnapshot(book, opened!);
    expect(documentOf(book)).toEqual(documentWith("a", "b"));
    expect(documentOf(book).cells[0]).toBe(kept);
    expect(book.store.getState().bin.map(({ cell }) => cell.id)).toEqual([added]);
    expect(book.store.getState().selection.cell).toBeNull();
    expect(canUndo(book.store.getState())).toBe("Restore an earlier version");
    undo(book);
    expect(documentOf(book)).toEqual(now);
    expect((await library.snapshots(id)).map(({ label }) => label)).toEqual([
      "opened",
      "before restoring",
    ]);
  });

  it("to an earlier version does nothing when what is there cannot be kept", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    const id = await startNotebook(book, documentWith("a"), {});
    await library.addSnapshot({ notebook: id, at: book.date(), label: "x", text: "{" });
    const [unreadable] = await library.snapshots(id);
    await expect(restoreSnapshot(book, unreadable!)).rejects.toMatchObject({ code: "bad-file" });
    cleanups.push(fillDisk());
    const text = serialiseNotebook(documentWith("z"));
    await expect(restoreSnapshot(book, { ...unreadable!, text })).rejects.toMatchObject({
      code: "storage",
    });
    expect(textsOf(book)).toEqual(["a"]);
  });

  it("to what was published is one step, and asked for only when something changed", async () => {
    const library = await freshLibrary();
    const book = openTab(library);
    cleanups.push(startSaving(book));
    const document = documentWith("a");
    const id = await startNotebook(book, document, { origin: originOf(document) });
    const changed = (): boolean => changedSincePublished(book.store.getState());
    expect(changed()).toBe(false);
    write(book, "cell0", "b");
    expect(changed()).toBe(true);
    write(book, "cell0", "a");
    expect(changed()).toBe(false);
    write(book, "cell0", "c");
    await revertToPublished(book);
    expect([changed(), textsOf(book)]).toEqual([false, ["a"]]);
    undo(book);
    expect(textsOf(book)).toEqual(["c"]);
    expect((await library.snapshots(id)).map(({ label }) => label)).toEqual(["before reverting"]);
    const plain = openTab(null);
    expect(changedSincePublished(plain.store.getState())).toBe(false);
  });

  it("knows what was published by what it says, not by how it is laid out", async () => {
    const book = openTab(null);
    const document = documentWith("a");
    const published = JSON.stringify(JSON.parse(serialiseNotebook(document)));
    await startNotebook(book, document, { origin: { ...originOf(document), published } });
    expect(changedSincePublished(book.store.getState())).toBe(false);
  });

  it("to what was published says so when that cannot be read", async () => {
    const book = openTab(await freshLibrary());
    const origin = { ...originOf(documentWith()), published: "{" };
    await startNotebook(book, documentWith("a"), { origin });
    await revertToPublished(book);
    expect(textsOf(book)).toEqual(["a"]);
    expect(book.store.getState().notices).toHaveLength(1);
  });
});

type Step = readonly [action: number, cell: number, place: number, text: string];
const steps = fc.array(
  fc.tuple(fc.nat(13), fc.nat(30), fc.nat(30), fc.string({ unit: "binary", maxLength: 8 })),
  { maxLength: 40 },
);
function act(book: Notebook, [action, which, place, text]: Step): void {
  const { cells } = documentOf(book);
  const id = cells[which % Math.max(1, cells.length)]?.id ?? "nobody";
  const acts: readonly (() => void)[] = [
    () => addCell(book, CELL_TYPES[which % CELL_TYPES.length]!, place),
    () => addCell(book, "text", place),
    () => write(book, id, text),
    () => write(book, id, `${text}\n${text}`),
    () => deleteCells(book, [id]),
    () => moveCell(book, id, place),
    () => duplicateCell(book, id),
    () => splitText(book, id, place),
    () => mergeWithNext(book, id),
    () => setTitle(book, text),
    () => toggleFold(book, id),
    () => undo(book),
    () => redo(book),
    () => {
      const binned = book.store.getState().bin.at(-1);
      if (binned) restoreFromBin(book, binned.cell.id);
    },
  ];
  acts[action]!();
}

describe("random edits with reloads between them", () => {
  it("lose nothing: the document, undo, redo and the bin go on as in a tab never reloaded", async () => {
    const library = await freshLibrary();
    let tabs = 0;
    const quiet = () => {
      let ids = 0;
      let clock = Date.UTC(2026, 0, 1);
      const tab = `t${tabs++}-`;
      return { newId: () => `${tab}${ids++}`, date: () => new Date((clock += 100)).toISOString() };
    };
    const sequences = fc.array(fc.tuple(steps, fc.boolean()), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sequences, async (parts) => {
        const first = documentWith("first", "second");
        let book = openTab(library, quiet());
        let end = startSaving(book);
        const id = await startNotebook(book, first, {});
        for (const [sequence, patient] of parts) {
          for (const step of sequence) {
            act(book, step);
            if (patient) await Promise.resolve();
          }
          const { document, history, bin, graph } = book.store.getState();
          await flushSaving(book);
          expect(statusOf(book)).toBe("saved");
          end();
          book = openTab(library, quiet());
          end = startSaving(book);
          await openNotebook(book, id);
          const now = book.store.getState();
          expect(now.document).toEqual(document);
          expect(now.history).toEqual(history);
          expect(now.bin).toEqual(bin);
          expect(now.graph).toEqual(graph);
        }
        redoAll(book);
        const last = documentOf(book);
        undoAll(book);
        expect(documentOf(book)).toEqual(first);
        redoAll(book);
        expect(documentOf(book)).toEqual(last);
        expect(book.store.getState().graph).toEqual(buildGraph(last));
        end();
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe("createNotebook", () => {
  it("makes nothing that is kept before a notebook is opened", async () => {
    const library = await freshLibrary();
    const book = createNotebook({} as never, { library });
    await flushSaving(book);
    expect(await library.list()).toEqual([]);
  });
});
