import { describe, expect, it } from "vitest";
import { CELL_KINDS } from "../../../components/cells/cellKinds.ts";
import { findEntries, listEntries } from "../../../components/dialogs/paletteEntries.ts";
import type { EngineClient } from "../../../src/client/engineClient.ts";
import { addCell } from "../../../src/store/actions.ts";
import type { CommandContext } from "../../../src/store/command.ts";
import { createNotebook } from "../../../src/store/notebook.ts";
import type { NotebookSummary } from "../../../src/store/persistence/library.ts";
import { select } from "../../../src/store/selection.ts";

const summary = (id: string, title: string, deletedAt: string | null = null): NotebookSummary => ({
  id,
  title,
  createdAt: "2025-03-12T14:02:00Z",
  modifiedAt: "2025-03-12T14:02:00Z",
  revision: 1,
  origin: null,
  deletedAt,
  cells: 3,
  bytes: 40,
});

function openPalette() {
  let n = 0;
  const book = createNotebook({} as EngineClient, { newId: () => `id${n++}`, now: () => 0 });
  addCell(book, "model", 0);
  addCell(book, "erf", 1);
  const context = {} as CommandContext;
  const notebooks = [
    summary("other", "Kernels of all sizes"),
    summary("gone", "Deleted kernels", "2025-03-12T15:00:00Z"),
    summary(book.store.getState().id, "This one"),
  ];
  return { book, entries: listEntries(book, context, notebooks, false) };
}

describe("what the palette finds", () => {
  it("is commands, then cells, then the other notebooks that are not deleted", () => {
    const { entries } = openPalette();
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds).toEqual(kinds.toSorted((p, q) => order.indexOf(p) - order.indexOf(q)));
    expect(
      entries.filter(({ kind }) => kind !== "command").map(({ title, note }) => [title, note]),
    ).toEqual([
      ["slak", "model"],
      ["Effective receptive field of slak", "Fig. 1"],
      ["Kernels of all sizes", "notebook"],
    ]);
  });
  const order = ["command", "cell", "notebook"];

  it("says the keys of a command, and leaves out what would do nothing", () => {
    const { book, entries } = openPalette();
    const titles = entries.map(({ title }) => title);
    expect(entries.find(({ title }) => title === "Undo")?.note).toBe("Ctrl\u2009Z");
    expect(titles).not.toContain("Redo");
    expect(titles).not.toContain("Command palette…");
    select(book, null);
    const without = listEntries(book, {} as CommandContext, [], false);
    expect(without.map(({ title }) => title)).not.toContain("Delete the cell");
  });
  it("has the arrows' commands last among commands", () => {
    const commands = openPalette().entries.filter(({ kind }) => kind === "command");
    expect(commands.at(-1)?.id).toBe("command-leave");
    expect(commands[0]?.title).not.toContain("Select");
  });
  it("is narrowed by letters, the best first", () => {
    const { entries } = openPalette();
    expect(findEntries(entries, "kernels")[0]?.title).toBe("Kernels of all sizes");
    expect(findEntries(entries, "run all")[0]?.title).toBe("Run all");
    expect(findEntries(entries, "qqq")).toEqual([]);
  });
  it("adds a cell of any kind below the selected one, in the words of the add menu", () => {
    const { book, entries } = openPalette();
    const [first] = book.store.getState().document.cells;
    select(book, first!.id);
    for (const { name } of CELL_KINDS)
      expect(findEntries(entries, `add: ${name}`)[0]?.title).toMatch(
        new RegExp(`^Add: ${name} · `, "i"),
      );
    const sweep = findEntries(entries, "sweep")[0];
    expect(sweep?.title).toBe("Add: sweep · The field against a setting");
    sweep?.run();
    expect(book.store.getState().document.cells.map(({ type }) => type)).toEqual([
      "model",
      "sweep",
      "erf",
    ]);
  });
  it("goes to a cell that is taken", () => {
    const { book, entries } = openPalette();
    findEntries(entries, "slak")[0]?.run();
    expect(book.store.getState().selection.cell).toBe(book.store.getState().document.cells[0]?.id);
  });
});
