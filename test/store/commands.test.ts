import { beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { addCell } from "../../src/store/actions.ts";
import type { CommandContext } from "../../src/store/command.ts";
import { commandOf, COMMANDS, findCommand, runCommand } from "../../src/store/commands.ts";
import { createNotebook, type Notebook } from "../../src/store/notebook.ts";
import { runAll, runCell, stopAll, stopCell } from "../../src/store/runs.ts";
import { select } from "../../src/store/selection.ts";
import { showKeys } from "../../src/store/strokes.ts";

vi.mock("../../src/store/runs.ts", () => ({
  runAll: vi.fn<() => void>(),
  runCell: vi.fn<() => void>(),
  stopAll: vi.fn<() => void>(),
  stopCell: vi.fn<() => void>(),
}));

const client = {} as EngineClient;
const createContext = () =>
  ({
    show: vi.fn<CommandContext["show"]>(),
    goToLibrary: vi.fn<CommandContext["goToLibrary"]>(),
    goToPublished: vi.fn<CommandContext["goToPublished"]>(),
    enterCell: vi.fn<CommandContext["enterCell"]>(),
    leaveCell: vi.fn<CommandContext["leaveCell"]>(),
    openAddMenu: vi.fn<CommandContext["openAddMenu"]>(),
    openCellMenu: vi.fn<CommandContext["openCellMenu"]>(),
    caret: vi.fn<CommandContext["caret"]>(() => null),
    toggleTheme: vi.fn<CommandContext["toggleTheme"]>(),
    toggleOutline: vi.fn<CommandContext["toggleOutline"]>(),
    renameNotebook: vi.fn<CommandContext["renameNotebook"]>(),
    copyLink: vi.fn<CommandContext["copyLink"]>(),
  }) satisfies CommandContext;

let book: Notebook;
let context: ReturnType<typeof createContext>;
beforeEach(() => {
  vi.clearAllMocks();
  let n = 0;
  book = createNotebook(client, { newId: () => `id${n++}`, now: () => 0 });
  context = createContext();
});
const press = (keys: string): boolean => {
  const command = commandOf(keys);
  return command !== undefined && runCommand(command, book, context);
};
const kinds = (): string[] => book.store.getState().document.cells.map(({ type }) => type);
const selection = (): unknown => book.store.getState().selection;

describe("the table of commands", () => {
  it("gives no two commands one id, and no keys to two", () => {
    const ids = COMMANDS.map(({ id }) => id);
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it("finds every command by its id and by each of its keys", () => {
    for (const command of COMMANDS) {
      expect(findCommand(command.id)).toBe(command);
      for (const keys of command.keys) expect(commandOf(keys)).toBe(command);
    }
  });
  it("lets no key that prints a letter act where something is written", () => {
    const bare = COMMANDS.filter(({ keys }) => keys.some((key) => /^(Shift\+)?.( .)?$/.test(key)));
    expect(bare.length).toBeGreaterThan(20);
    expect(bare.filter(({ where }) => where !== "outside").map(({ id }) => id)).toEqual([]);
  });
  it("begins no sequence with a key that is a command itself", () => {
    const sequences = COMMANDS.flatMap(({ keys }) => keys.filter((key) => key.includes(" ")));
    expect(sequences).toEqual(["i i", "d d"]);
    expect(sequences.map((keys) => commandOf(keys.split(" ")[0] ?? ""))).toEqual([
      undefined,
      undefined,
    ]);
  });
  it("prints all its keys", () => {
    for (const { keys } of COMMANDS)
      for (const key of keys) expect(showKeys(key, false)).toMatch(/^[^+]+$/);
  });
  it("does nothing harmful in a notebook without cells", () => {
    for (const command of COMMANDS) {
      if (["add-above", "add-below", "write", "run-and-add"].includes(command.id)) continue;
      runCommand(command, book, context);
    }
    expect(kinds()).toEqual([]);
    expect(book.store.getState().history.changes).toEqual([]);
  });
});

describe("command mode", () => {
  beforeEach(() => {
    addCell(book, "text", 0);
    addCell(book, "model", 1);
    addCell(book, "erf", 2);
  });
  const ids = (): string[] => book.store.getState().document.cells.map(({ id }) => id);

  it("walks the cells and stays at the ends", () => {
    const [first, second, third] = ids();
    expect(selection()).toEqual({ cell: third, editing: false });
    press("ArrowDown");
    expect(selection()).toEqual({ cell: third, editing: false });
    press("k");
    expect(selection()).toEqual({ cell: second, editing: false });
    press("ArrowUp");
    press("ArrowUp");
    expect(selection()).toEqual({ cell: first, editing: false });
  });
  it("writes text above and below", () => {
    press("a");
    expect(kinds()).toEqual(["text", "model", "text", "erf"]);
    expect(selection()).toEqual({ cell: ids()[2], editing: true });
    press("b");
    expect(kinds()).toEqual(["text", "model", "text", "text", "erf"]);
  });
  it("m writes in a text, and below a figure", () => {
    press("m");
    expect(kinds()).toEqual(["text", "model", "erf", "text"]);
    select(book, ids()[0] ?? null);
    press("m");
    expect(selection()).toEqual({ cell: ids()[0], editing: true });
    expect(kinds()).toHaveLength(4);
  });
  it("d d deletes and offers the cell back, whatever was done since", () => {
    press("d d");
    expect(kinds()).toEqual(["text", "model"]);
    const [notice] = book.store.getState().notices;
    expect(notice?.text).toBe("Cell deleted");
    select(book, null);
    press("b");
    notice?.action?.run();
    expect(kinds()).toEqual(["text", "model", "erf", "text"]);
    expect(book.store.getState().notices).toEqual([]);
  });
  it("takes a deletion back as the step that it was, when it was the last", () => {
    press("d d");
    const { cursor } = book.store.getState().history;
    book.store.getState().notices[0]?.action?.run();
    expect(selection()).toEqual({ cell: ids()[2], editing: false });
    expect(kinds()).toEqual(["text", "model", "erf"]);
    expect(book.store.getState().history.cursor).toBe(cursor - 1);
  });
  it("cuts, copies and pastes", () => {
    press("x");
    expect(kinds()).toEqual(["text", "model"]);
    press("v");
    expect(kinds()).toEqual(["text", "model", "erf"]);
    press("ArrowUp");
    press("c");
    press("Shift+v");
    expect(kinds()).toEqual(["text", "model", "model", "erf"]);
  });
  it("undoes and redoes", () => {
    press("d d");
    press("z");
    expect(kinds()).toEqual(["text", "model", "erf"]);
    press("Shift+z");
    expect(kinds()).toEqual(["text", "model"]);
    press("Mod+z");
    expect(kinds()).toEqual(["text", "model", "erf"]);
  });
  it("moves, duplicates, folds and hides controls", () => {
    press("Alt+ArrowUp");
    expect(kinds()).toEqual(["text", "erf", "model"]);
    press("Shift+d");
    expect(kinds()).toEqual(["text", "erf", "erf", "model"]);
    press("f");
    press("h");
    const copy = book.store.getState().document.cells[2];
    expect([copy?.folded, copy?.bare]).toEqual([true, true]);
  });
  it("runs what computes: alone, and going on", () => {
    const [text, model, erf] = ids();
    press("Mod+Enter");
    expect(vi.mocked(runCell).mock.calls).toEqual([[book, erf]]);
    select(book, model ?? null);
    press("Shift+Enter");
    expect(vi.mocked(runCell).mock.calls[1]).toEqual([book, model]);
    expect(selection()).toEqual({ cell: erf, editing: false });
    select(book, text ?? null, true);
    press("Mod+Enter");
    expect(runCell).toHaveBeenCalledTimes(2);
    expect(selection()).toEqual({ cell: text, editing: false });
  });
  it("runs and writes below", () => {
    select(book, ids()[1] ?? null);
    press("Alt+Enter");
    expect(runCell).toHaveBeenCalledTimes(1);
    expect(kinds()).toEqual(["text", "model", "text", "erf"]);
  });
  it("runs all, and stops only what runs", () => {
    press("Mod+Shift+Enter");
    expect(runAll).toHaveBeenCalledTimes(1);
    expect(press("Shift+i")).toBe(false);
    expect(press("i i")).toBe(false);
    expect([stopAll, stopCell].map((stop) => vi.mocked(stop).mock.calls.length)).toEqual([0, 0]);
  });
  it("splits at the caret and merges again", () => {
    const [text] = ids();
    const cell = book.store.getState().document.cells[0];
    if (cell?.type !== "text" || text === undefined) throw new Error("no text");
    select(book, text);
    book.store.setState(({ document }) => ({
      document: { ...document, cells: document.cells.with(0, { ...cell, text: "one\n\ntwo" }) },
    }));
    context.caret.mockReturnValue(4);
    press("Mod+Shift+-");
    const texts = (): unknown[] =>
      book.store.getState().document.cells.map((each) => (each.type === "text" ? each.text : null));
    expect(texts()).toEqual(["one", "two", null, null]);
    select(book, text);
    press("Shift+m");
    expect(texts()).toEqual(["one\n\ntwo", null, null]);
  });
  it("asks the page for what only it can do", () => {
    const [, , erf] = ids();
    for (const keys of ["Enter", "Escape", "n", ".", "l", "Mod+k", "?", "s", "e"]) press(keys);
    expect(context.enterCell.mock.calls).toEqual([[erf]]);
    expect(context.leaveCell.mock.calls).toEqual([[erf]]);
    expect(context.openAddMenu.mock.calls).toEqual([[3]]);
    expect(context.openCellMenu.mock.calls).toEqual([[erf]]);
    expect(context.copyLink.mock.calls).toEqual([[erf]]);
    expect(context.show.mock.calls).toEqual([["palette"], ["shortcuts"], ["share"], ["export"]]);
  });
});
