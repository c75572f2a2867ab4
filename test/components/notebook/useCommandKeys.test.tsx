// @vitest-environment jsdom
import { act, type ReactElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useCommandKeys } from "../../../components/notebook/useCommandKeys.ts";
import type { EngineClient } from "../../../src/client/engineClient.ts";
import { addCell } from "../../../src/store/actions.ts";
import type { CommandContext } from "../../../src/store/command.ts";
import { createNotebook, type Notebook } from "../../../src/store/notebook.ts";
import { select } from "../../../src/store/selection.ts";

vi.mock("../../../src/store/runs.ts", () => ({
  runAll: vi.fn<() => void>(),
  runCell: vi.fn<() => void>(),
  stopAll: vi.fn<() => void>(),
  stopCell: vi.fn<() => void>(),
}));

const show = vi.fn<CommandContext["show"]>();
const leaveCell = vi.fn<CommandContext["leaveCell"]>();
const enterCell = vi.fn<CommandContext["enterCell"]>();
const context = { show, leaveCell, enterCell, caret: () => null } as unknown as CommandContext;
let book: Notebook;
let root: Root;

function Page({ active }: { readonly active: boolean }): ReactElement {
  useCommandKeys(book, context, active);
  return (
    <main>
      <div className="cell" tabIndex={0}>
        <input aria-label="text" />
        <input aria-label="slider" type="range" />
        <textarea aria-label="area" />
        <select aria-label="list" />
        <button type="button">Button</button>
        <div popover="auto">
          <button type="button" className="item">
            Item
          </button>
        </div>
      </div>
      <input aria-label="outside" className="outside" />
    </main>
  );
}
const draw = (active: boolean): void => act(() => root.render(<Page active={active} />));

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.clearAllMocks();
  let n = 0;
  book = createNotebook({} as EngineClient, { newId: () => `id${n++}`, now: () => 0 });
  addCell(book, "model", 0);
  addCell(book, "erf", 1);
  const element = document.body.appendChild(document.createElement("div"));
  root = createRoot(element);
  draw(true);
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** Presses a key where a selector leads; says whether the browser's own meaning was taken away. */
function press(selector: string, key: string, init: KeyboardEventInit = {}): boolean {
  const target = document.querySelector(selector);
  if (!target) throw new Error(`nothing is ${selector}`);
  return !target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }),
  );
}
const count = (): number => book.store.getState().document.cells.length;
const FIELDS = [
  "[aria-label=text]",
  "[aria-label=area]",
  "[aria-label=list]",
  "[aria-label=slider]",
];

describe("single keys", () => {
  it.each(["a", "b", "x", "z", "v", "m", "f", "?"])(
    "%s acts on a cell, and never in a field",
    (key) => {
      for (const field of FIELDS) expect(press(field, key)).toBe(false);
      expect(count()).toBe(2);
      expect(book.store.getState().document.cells.some(({ folded }) => folded)).toBe(false);
      expect(show).not.toHaveBeenCalled();
      if (key === "v") book.clipboard = book.store.getState().document.cells.slice(0, 1);
      expect(press(".cell", key)).toBe(true);
    },
  );
  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    "do nothing with %j",
    (held) => {
      for (const key of ["a", "b", "x", "m", "f", "h"])
        expect(press(".cell", key, held)).toBe(false);
      expect(count()).toBe(2);
    },
  );
  it("act on a button too, where Enter and the arrows are its own", () => {
    expect(press("button", "Enter")).toBe(false);
    expect(press("button", "ArrowUp")).toBe(false);
    expect(press("button", "k")).toBe(true);
    expect(enterCell).not.toHaveBeenCalled();
  });
  it("do nothing in a menu or under a dialog", () => {
    expect(press(".item", "b")).toBe(false);
    document.body.append(Object.assign(document.createElement("dialog"), { open: true }));
    expect(press(".cell", "b")).toBe(false);
    expect(count()).toBe(2);
  });
  it("do nothing while letters are composed, or once something else took them", () => {
    expect(press(".cell", "b", { isComposing: true })).toBe(false);
    const take = (event: Event): void => event.preventDefault();
    document.querySelector("button")?.addEventListener("keydown", take, { once: true });
    press("button", "b");
    expect(count()).toBe(2);
  });
  it("do nothing while no notebook is shown", () => {
    draw(false);
    expect(press(".cell", "b")).toBe(false);
    expect(count()).toBe(2);
  });
  it("d d deletes, and a held d does not", () => {
    press(".cell", "d");
    press(".cell", "d", { repeat: true });
    expect(count()).toBe(2);
    press(".cell", "d");
    press(".cell", "d");
    expect(count()).toBe(1);
  });
});

describe("keys with Ctrl or ⌘", () => {
  it("undo outside text, also on a slider, and leave text its own undo", () => {
    addCell(book, "sweep", 2);
    expect(press("[aria-label=area]", "z", { ctrlKey: true })).toBe(false);
    expect(press("[aria-label=text]", "z", { metaKey: true })).toBe(false);
    expect(count()).toBe(3);
    expect(press("[aria-label=slider]", "z", { ctrlKey: true })).toBe(true);
    expect(count()).toBe(2);
    expect(press(".cell", "Z", { metaKey: true, shiftKey: true })).toBe(true);
    expect(count()).toBe(3);
  });
  it("open the palette from anywhere", () => {
    expect(press(".outside", "k", { ctrlKey: true })).toBe(true);
    expect(show.mock.calls).toEqual([["palette"]]);
  });
});

describe("keys of a cell", () => {
  it("count in its fields, and not in fields elsewhere", () => {
    const [first] = book.store.getState().document.cells;
    select(book, first?.id ?? null);
    expect(press(".outside", "Enter", { shiftKey: true })).toBe(false);
    expect(press(".outside", "Escape")).toBe(false);
    expect(press("[aria-label=area]", "Escape")).toBe(true);
    expect(leaveCell.mock.calls).toEqual([[first?.id]]);
    expect(press("[aria-label=area]", "Enter", { shiftKey: true })).toBe(true);
    expect(book.store.getState().selection.cell).toBe(book.store.getState().document.cells[1]?.id);
  });
});
