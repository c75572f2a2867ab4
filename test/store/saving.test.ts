import { afterEach, describe, expect, it, vi } from "vitest";
import { addCell, deleteCells, emptyBin, setTitle } from "../../src/store/actions.ts";
import { undo } from "../../src/store/editing.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import type { Library, Save } from "../../src/store/persistence/library.ts";
import { flushSaving, startSaving, type SavingTimes } from "../../src/store/saving.ts";
import { openNotebook, startNotebook } from "../../src/store/session.ts";
import { openTab, statusOf, textsOf, write } from "./persistence/books.ts";
import { documentWith, fillDisk, freshLibrary, textCell, until } from "./persistence/helpers.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
});
const QUICK: SavingTimes = { verifyMs: 10, retryMs: 30 };

/** Passes everything on, and notes the saves. */
function spyOn(library: Library): { library: Library; saves: Save[] } {
  const saves: Save[] = [];
  const save: Library["save"] = (what) => {
    saves.push(what);
    return library.save(what);
  };
  return { library: { ...library, save }, saves };
}
async function openSaving(times: SavingTimes = QUICK, texts: readonly string[] = ["a", "b"]) {
  const { library, saves } = spyOn(await freshLibrary());
  const book = openTab(library);
  cleanups.push(startSaving(book, times));
  const id = await startNotebook(book, documentWith(...texts), {});
  return { book, library, saves, id };
}
const storedTexts = async (book: Notebook): Promise<string[]> => {
  const stored = await book.library!.load(book.store.getState().id);
  const { cells } = parseNotebook(stored!.record.text).document;
  return cells.map((cell) => (cell.type === "text" ? cell.text : cell.type));
};

describe("saving", () => {
  it("begins with each letter, and says saved only after reading back", async () => {
    const { book, library } = await openSaving({ verifyMs: 50, retryMs: 1000 });
    const verify = vi.spyOn(library, "verify");
    expect(statusOf(book)).toBe("saved");
    write(book, "cell0", "fi");
    expect(statusOf(book)).toBe("saving");
    await until(async () => (await storedTexts(book))[0] === "fi");
    expect(statusOf(book)).toBe("saving");
    expect(verify).not.toHaveBeenCalled();
    await until(() => statusOf(book) === "saved");
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it("writes the latest when many changes come while one write is under way", async () => {
    const { book, saves } = await openSaving();
    const before = saves.length;
    const letters = [..."effective receptive field"];
    for (const [i] of letters.entries()) {
      write(book, "cell0", letters.slice(0, i + 1).join(""));
      await Promise.resolve();
    }
    await flushSaving(book);
    expect(await storedTexts(book)).toEqual(["effective receptive field", "b"]);
    expect(saves.length - before).toBeLessThan(letters.length);
    expect(statusOf(book)).toBe("saved");
  });

  it("takes the steps of one act as one save", async () => {
    const { book, saves } = await openSaving();
    const before = saves.length;
    deleteCells(book, ["cell0"]);
    await flushSaving(book);
    expect(saves).toHaveLength(before + 1);
    expect(saves.at(-1)?.record.bin.map(({ cell }) => cell.id)).toEqual(["cell0"]);
  });

  it("writes a bin that was emptied", async () => {
    const { book, library, id } = await openSaving();
    deleteCells(book, ["cell0"]);
    await flushSaving(book);
    expect((await library.load(id))?.record.bin).toHaveLength(1);
    emptyBin(book);
    expect(statusOf(book)).toBe("saving");
    await flushSaving(book);
    expect((await library.load(id))?.record.bin).toEqual([]);
  });

  it("writes of the history only what is new, also when the oldest is forgotten", async () => {
    const { book, saves, id, library } = await openSaving();
    const last = (): [number, number, number] => {
      const { first, changesFrom, changes } = saves.at(-1)!;
      return [first, changesFrom, changes.length];
    };
    const act = async (what: () => void) => {
      what();
      await flushSaving(book);
      return last();
    };
    expect(await act(() => addCell(book, "text", 0))).toEqual([0, 0, 1]);
    expect(await act(() => write(book, "cell0", "x"))).toEqual([0, 1, 1]);
    expect(await act(() => write(book, "cell0", "xy"))).toEqual([0, 1, 1]); // merged
    expect(await act(() => setTitle(book, "T"))).toEqual([0, 2, 1]);
    expect(await act(() => undo(book))).toEqual([0, 3, 0]);
    expect(await act(() => addCell(book, "text", 0))).toEqual([0, 2, 1]);
    for (let i = 0; i < 500; i++) {
      addCell(book, "text", 0);
      if (i % 100 === 99) await flushSaving(book);
    }
    expect(last()).toEqual([3, 403, 100]);
    expect(await act(() => addCell(book, "text", 0))).toEqual([4, 503, 1]);
    const stored = await library.load(id);
    expect([stored?.first, stored?.changes.length]).toEqual([4, 500]);
    expect(stored?.changes).toEqual(book.store.getState().history.changes);
  });

  it("waits for nothing and keeps nothing without a library, or before a notebook is open", async () => {
    const book = openTab(null);
    cleanups.push(startSaving(book));
    await startNotebook(book, documentWith("a"), {});
    write(book, "cell0", "b");
    await flushSaving(book);
    expect(statusOf(book)).toBe("off");
    const { library, saves } = spyOn(await freshLibrary());
    const empty = openTab(library);
    cleanups.push(startSaving(empty));
    addCell(empty, "text", 0);
    await flushSaving(empty);
    expect(saves).toEqual([]);
  });

  it("ends when it is told to, without losing what flushSaving waits for", async () => {
    const { library, saves } = spyOn(await freshLibrary());
    const book = openTab(library);
    const end = startSaving(book, QUICK);
    await startNotebook(book, documentWith("a"), {});
    end();
    const before = saves.length;
    write(book, "cell0", "b");
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(saves).toHaveLength(before);
    await flushSaving(book);
    expect(await storedTexts(book)).toEqual(["b"]);
  });
});

describe("a failure to save", () => {
  it("is said at once when the disk is full; export works, and it recovers by itself", async () => {
    const { book } = await openSaving();
    const release = fillDisk();
    cleanups.push(release);
    write(book, "cell0", "precious");
    await flushSaving(book);
    expect(book.store.getState().saving).toMatchObject({
      status: "failed",
      error: {
        code: "storage",
        message: expect.stringMatching(/storage is full.*export the notebook, then delete/),
      },
    });
    const exported = parseNotebook(serialiseNotebook(book.store.getState().document)).document;
    expect(exported).toEqual(book.store.getState().document);
    write(book, "cell0", "precious words");
    expect(statusOf(book)).toBe("failed");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statusOf(book)).toBe("failed");
    release();
    await until(() => statusOf(book) === "saved");
    expect(await storedTexts(book)).toEqual(["precious words", "b"]);
  });

  it("is tried again at the next change", async () => {
    const { book } = await openSaving({ verifyMs: 10, retryMs: 60_000 });
    const release = fillDisk();
    cleanups.push(release);
    write(book, "cell0", "x");
    await flushSaving(book);
    expect(statusOf(book)).toBe("failed");
    release();
    write(book, "cell0", "xy");
    await until(() => statusOf(book) === "saved");
    expect(await storedTexts(book)).toEqual(["xy", "b"]);
  });

  it("does not forget what is changed by whoever hears that it is over", async () => {
    const { book } = await openSaving({ verifyMs: 10, retryMs: 20 });
    const release = fillDisk();
    cleanups.push(release);
    write(book, "cell0", "x");
    await flushSaving(book);
    cleanups.push(
      book.store.subscribe((state, before) => {
        if (before.saving.status === "failed" && state.saving.status === "saving")
          setTitle(book, "Over");
      }),
    );
    release();
    await until(() => statusOf(book) === "saved");
    const stored = await book.library!.load(book.store.getState().id);
    expect(stored?.record.title).toBe("Over");
  });

  it("keeps another notebook from taking the place of what is not saved", async () => {
    const { book, id } = await openSaving();
    await startNotebook(book, documentWith("second"), {});
    const release = fillDisk();
    cleanups.push(release);
    write(book, "cell0", "unsaved");
    await expect(openNotebook(book, id)).rejects.toThrow(
      /“Strips” is open and not saved, so no other takes its place: export it.*storage is full/,
    );
    await expect(startNotebook(book, documentWith("third"), {})).rejects.toThrow(/not saved/);
    expect(textsOf(book)).toEqual(["unsaved"]);
    release();
    await openNotebook(book, id);
    expect(textsOf(book)).toEqual(["a", "b"]);
  });

  it("is found when what is read back is not what was written, and all is written anew", async () => {
    const { library } = spyOn(await freshLibrary());
    let broken = true;
    const lossy: Library = {
      ...library,
      save: (save) =>
        library.save(
          broken
            ? { ...save, record: { ...save.record, text: '{"cells":[]}' }, changes: [] }
            : save,
        ),
    };
    const book = openTab(lossy);
    cleanups.push(startSaving(book, QUICK));
    const id = await startNotebook(book, documentWith("a"), {});
    write(book, "cell0", "b");
    await flushSaving(book);
    expect(book.store.getState().saving).toMatchObject({
      status: "failed",
      error: { code: "storage", message: expect.stringMatching(/is not what was written: export/) },
    });
    broken = false;
    await until(() => statusOf(book) === "saved");
    const stored = await library.load(id);
    expect(await storedTexts(book)).toEqual(["b"]);
    expect(stored?.changes).toEqual(book.store.getState().history.changes);
  });

  it("of a notebook that was deleted for ever elsewhere writes it anew, history and all", async () => {
    const { book, library, id } = await openSaving();
    for (const text of ["x", "xy"]) write(book, "cell0", text);
    setTitle(book, "Before");
    await flushSaving(book);
    await library.purge(id);
    setTitle(book, "After");
    await flushSaving(book);
    expect(statusOf(book)).toBe("saved");
    const stored = await library.load(id);
    expect(stored?.record).toMatchObject({ title: "After", revision: 1 });
    expect(stored?.changes).toEqual(book.store.getState().history.changes);
  });

  it("asks before the page is left with something unsaved", async () => {
    const listeners = new Map<string, (event: Event) => void>();
    vi.stubGlobal("addEventListener", (name: string, listener: (event: Event) => void) =>
      listeners.set(name, listener),
    );
    vi.stubGlobal("removeEventListener", (name: string) => listeners.delete(name));
    cleanups.push(() => vi.unstubAllGlobals());
    const { book } = await openSaving();
    const leave = (): boolean => {
      const event = new Event("beforeunload", { cancelable: true });
      listeners.get("beforeunload")!(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    cleanups.push(fillDisk());
    write(book, "cell0", "x");
    await flushSaving(book);
    expect(leave()).toBe(true);
    for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
    expect(listeners.size).toBe(0);
  });
});

describe("snapshots taken while editing", () => {
  it("come every fifty changes and every ten minutes of editing", async () => {
    const library = await freshLibrary();
    let now = 0;
    const book = openTab(library, { now: () => now });
    cleanups.push(startSaving(book, QUICK));
    const id = await startNotebook(book, documentWith("a"), {});
    const labels = async () => (await library.snapshots(id)).map(({ label }) => label);
    const change = async (): Promise<void> => {
      addCell(book, "text", 0);
      await flushSaving(book);
    };
    for (let i = 0; i < 49; i++) await change();
    expect(await labels()).toEqual([]);
    await change();
    expect(await labels()).toEqual(["while editing"]);
    now += 9 * 60_000;
    await change();
    expect(await labels()).toHaveLength(1);
    now += 2 * 60_000;
    await change();
    expect(await labels()).toHaveLength(2);
    const newest = (await library.snapshots(id)).at(-1)!;
    expect(parseNotebook(newest.text).document.cells).toHaveLength(53);
  });

  it("are said when they fail, while saving goes on", async () => {
    const { book } = await openSaving();
    cleanups.push(fillDisk((store) => store === "snapshots"));
    for (let i = 0; i < 60; i++) addCell(book, "text", 0);
    await flushSaving(book);
    expect(statusOf(book)).toBe("saved");
    expect(book.store.getState().notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^No earlier version was kept\. This browser's storage is full/),
    ]);
  });
});

describe("a notebook of 200 cells", () => {
  it("is written at each letter without holding up the page", async () => {
    const { book, saves } = await openSaving();
    const cells = Array.from({ length: 200 }, (_, i) =>
      textCell(`c${i}`, "Some words. ".repeat(40)),
    );
    await startNotebook(book, { ...documentWith(), cells }, {});
    const taken: number[] = [];
    for (let i = 0; i < 40; i++) {
      const before = performance.now();
      write(book, "c100", "x".repeat(i + 1));
      await Promise.resolve();
      taken.push(performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await flushSaving(book);
    expect(saves.at(-1)?.changes).toHaveLength(1);
    expect(taken.toSorted((p, q) => p - q)[20]).toBeLessThan(10);
  });
});
