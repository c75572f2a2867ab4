// @vitest-environment jsdom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EmptyNotebook } from "../../../components/notebook/EmptyNotebook.tsx";
import { NotebookContext } from "../../../components/notebook/useNotebook.ts";
import type { EngineClient } from "../../../src/client/engineClient.ts";
import { createNotebook, type Notebook } from "../../../src/store/notebook.ts";

let root: Root;
let book: Notebook;
const element = document.createElement("div");
const press = (words: string): void =>
  act(() => {
    const found = [...element.querySelectorAll("button")].find(
      ({ textContent }) => textContent === words,
    );
    found!.click();
  });
const types = (): readonly string[] => book.store.getState().document.cells.map(({ type }) => type);

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  book = createNotebook({} as EngineClient);
  root = createRoot(element);
  act(() =>
    root.render(
      <NotebookContext value={book}>
        <EmptyNotebook />
      </NotebookContext>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

describe("a notebook without cells", () => {
  it("begins with a network and its field", () => {
    press("A network with random weights");
    const [model, erf] = book.store.getState().document.cells;
    expect(types()).toEqual(["model", "erf"]);
    expect(erf).toMatchObject({ model: model?.type === "model" ? model.name : null });
  });
  it("begins with words", () => {
    press("Write text");
    expect(types()).toEqual(["text"]);
  });
  it("offers to choose a file, and says that nothing leaves the page", () => {
    expect(element.querySelector("input[type=file]")).not.toBeNull();
    expect(element.textContent).toContain("nothing leaves it");
  });
});
