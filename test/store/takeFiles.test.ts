import { describe, expect, it } from "vitest";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { addCell } from "../../src/store/actions.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import { createNotebook, EMPTY_DOCUMENT, type Notebook } from "../../src/store/notebook.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";

const createBook = (): Notebook => createNotebook({} as EngineClient);
const named = (name: string, text: string) => ({ name, blob: new Blob([text]) });
const said = (book: Notebook): readonly string[] =>
  book.store.getState().notices.map(({ text }) => text);

describe("a notebook that is dropped", () => {
  it("is refused with its name and what is wrong in it, and nothing changes", async () => {
    const book = createBook();
    const before = book.store.getState().document;
    const bad = named("mine.json", '{"fieldbook":1,"title":"t","cells":[{"type":"erf"}]}');
    await expect(takeFiles(book, [bad])).rejects.toThrow(/^mine\.json: cells\[0\] \(erf\): /);
    await expect(takeFiles(book, [named("cut.json", "{")])).rejects.toThrow(/^cut\.json: /);
    expect(book.store.getState().document).toBe(before);
  });
  it("opens, and says which results were left out", async () => {
    const book = createBook();
    const text = serialiseNotebook({ ...EMPTY_DOCUMENT, title: "Kept" });
    const file = { ...(JSON.parse(text) as object), results: {} as Record<string, unknown> };
    await takeFiles(book, [named("a.json", JSON.stringify(file))]);
    expect(book.store.getState().document.title).toBe("Kept");
    expect(said(book)).toEqual([]);
    for (const digit of "ab") file.results[digit.repeat(64)] = { kind: "hologram" };
    await takeFiles(book, [named("b.json", JSON.stringify(file))]);
    expect(said(book)).toHaveLength(1);
    expect(said(book)[0]).toMatch(/hologram.*was left out\. So was another\.$/);
  });
});

describe("pictures", () => {
  it("become the input of a figure, which is then the one selected", async () => {
    const book = createBook();
    const picture = { name: "cat.png", blob: new Blob(["not drawn here"]) };
    await expect(takeFiles(book, [picture])).rejects.toThrow(/add an ERF or Predict cell/);
    addCell(book, "predict", 0);
    addCell(book, "text", 1);
    const [predict, text] = book.store.getState().document.cells;
    expect(book.store.getState().selection.cell).toBe(text!.id);
    await takeFiles(book, [picture]);
    const { document, selection } = book.store.getState();
    expect(selection.cell).toBe(predict!.id);
    expect(document.cells[0]).toMatchObject({ images: { files: [{ name: "cat.png" }] } });
  });
});
