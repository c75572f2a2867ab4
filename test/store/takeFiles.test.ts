import { describe, expect, it } from "vitest";
import { createDirectClient } from "../../src/client/directClient.ts";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { addCell } from "../../src/store/actions.ts";
import { undo } from "../../src/store/editing.ts";
import { writeNpy } from "../../src/formats/npy.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";
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

describe("a map that is dropped", () => {
  const client = createDirectClient(new FakeSession(), fakeInquiry);
  const npy = (values: Float32Array, shape: readonly number[], name = "map.npy") => ({
    name,
    blob: new Blob([writeNpy(values, shape)]),
  });
  const good = npy(new Float32Array(64).fill(2), [8, 8]);

  it("stands in the comparison it fell on, once, and is undone in one step", async () => {
    const book = createNotebook(client);
    addCell(book, "compare", 0);
    addCell(book, "compare", 1);
    const [first] = book.store.getState().document.cells;
    await takeFiles(book, [good], first!.id);
    await takeFiles(book, [good], first!.id);
    const { cells } = book.store.getState().document;
    expect(cells.map((cell) => cell.type === "compare" && cell.imported.length)).toEqual([1, 0]);
    expect(cells[0]).toMatchObject({
      imported: [{ name: "map", file: { bytes: good.blob.size } }],
    });
    undo(book);
    expect(book.store.getState().document.cells[0]).toMatchObject({ imported: [] });
  });
  it.each([
    [npy(new Float32Array(8).fill(1), [8], "flat.npy"), /^flat\.npy: its shape is \(8\)/],
    [npy(new Float32Array(4).fill(1), [2, 2], "tiny.npy"), /^tiny\.npy: its map is 2 × 2 px/],
    [npy(new Float32Array(64).fill(NaN), [8, 8], "nan.npy"), /^nan\.npy: .*not finite/],
    [npy(new Float32Array(64), [8, 8], "zero.npy"), /^zero\.npy: none of its values is positive/],
    [named("page.npy", "<html>not an array</html>"), /^page\.npy: not a \.npy array/],
    [
      { name: "huge.npy", blob: { size: 4e9 } as Blob },
      /^huge\.npy is larger than a map of 2048 × 2048/,
    ],
  ])("is refused in one sentence, and nothing changes: %#", async (file, sentence) => {
    const book = createNotebook(client);
    addCell(book, "compare", 0);
    const before = book.store.getState().document;
    await expect(takeFiles(book, [file])).rejects.toThrow(sentence);
    expect(book.store.getState().document).toBe(before);
  });
  it("asks for a Compare cell where there is none", async () => {
    await expect(takeFiles(createNotebook(client), [good])).rejects.toThrow(/add a Compare cell/);
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
