// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { TextCell } from "../../../components/cells/TextCell.tsx";
import type { Cell } from "../../../src/domain/document.ts";
import { changeCell } from "../../../src/store/actions.ts";
import { undo } from "../../../src/store/editing.ts";
import { select } from "../../../src/store/selection.ts";
import { openStage, write, type Stage } from "./stage.tsx";

const text = (id: string, words: string): Cell => ({
  id,
  type: "text",
  text: words,
  folded: false,
  bare: false,
  extra: {},
});
let stage: Stage;
const open = (words: string): HTMLElement => {
  stage = openStage([text("a", words), text("b", "other")], "a", ({ cell }) =>
    cell.type === "text" ? <TextCell cell={cell} /> : <></>,
  );
  return stage.element;
};
afterEach(() => stage.close());

describe("a text cell", () => {
  it("shows Markdown, and a field with the source while it is written in", () => {
    const element = open("# Title\n\nwords");
    expect(element.querySelector("h1")?.textContent).toBe("Title");
    stage.act(() =>
      element.querySelector(".text-shown")?.dispatchEvent(new Event("dblclick", { bubbles: true })),
    );
    expect(stage.book.store.getState().selection).toEqual({ cell: "a", editing: true });
    const field = element.querySelector("textarea")!;
    expect(field.value).toBe("# Title\n\nwords");
    expect(document.activeElement).toBe(field);
    stage.act(() => select(stage.book, "a"));
    expect(element.querySelector("textarea")).toBeNull();
    expect(element.querySelector("h1")).not.toBeNull();
  });

  it("keeps every letter at once, and words as one step of the history", () => {
    const element = open("");
    stage.act(() => select(stage.book, "a", true));
    const field = element.querySelector("textarea")!;
    for (const words of ["o", "on", "one"]) {
      stage.act(() => write(field, words));
      expect(stage.cell("a", "text").text).toBe(words);
    }
    expect(element.querySelector("textarea")).toBe(field);
    expect(field.value).toBe("one");
    expect(stage.book.store.getState().history.changes).toHaveLength(1);
    stage.act(() => undo(stage.book));
    expect(stage.cell("a", "text").text).toBe("");
    expect(field.value).toBe("");
  });

  it("leaves what it has drawn alone while another cell is written in", () => {
    const element = open("still");
    const drawn = element.querySelector(".markdown")!.firstChild;
    stage.act(() =>
      changeCell(
        stage.book,
        "b",
        (cell) => (cell.type === "text" ? { ...cell, text: "x" } : cell),
        "Write",
      ),
    );
    expect(stage.cell("b", "text").text).toBe("x");
    expect(element.querySelector(".markdown")!.firstChild).toBe(drawn);
  });

  it("invites to write when it is empty", () => {
    const element = open(" \n");
    const prompt = element.querySelector("button")!;
    expect(prompt.textContent).toBe("Empty text: write here");
    stage.act(() => prompt.click());
    expect(element.querySelector("textarea")).not.toBeNull();
  });
});
