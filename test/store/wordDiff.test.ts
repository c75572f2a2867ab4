import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NotebookDocument } from "../../src/domain/document.ts";
import { createCell } from "../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";
import { diffCells, diffWords } from "../../src/store/wordDiff.ts";

describe("words that differ", () => {
  it("are those that go and those that come", () => {
    expect(diffWords("a wide field of one unit", "a narrow field of a unit")).toEqual({
      removed: ["wide", "one"],
      added: ["narrow", "a"],
    });
  });
  it("are none between equal texts, and spaces do not count", () => {
    expect(diffWords("one  two\nthree", "one two three")).toEqual({ removed: [], added: [] });
  });
  it("keep the words that both share: what is left over has the right number", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (from, to) => {
        const { removed, added } = diffWords(from.join(" "), to.join(" "));
        expect(from.length - removed.length).toBe(to.length - added.length);
      }),
      { seed: 5 },
    );
  });
  it("are found in long texts within reason", () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `w${i % 97}`).join(" ");
    expect(diffWords(long, `first ${long} last`).added).toContain("last");
  });
});

describe("cells that differ", () => {
  const model = createCell(EMPTY_DOCUMENT, "model", "m");
  const text = {
    ...createCell(EMPTY_DOCUMENT, "text", "t"),
    type: "text" as const,
    text: "one two",
  };
  const of = (...cells: NotebookDocument["cells"]): NotebookDocument => ({
    ...EMPTY_DOCUMENT,
    cells,
  });
  it("are added, deleted and changed ones", () => {
    const changes = diffCells(of(text, model), of({ ...text, text: "one three" }));
    expect(changes.map(({ id, what }) => [id, what])).toEqual([
      ["t", "changed"],
      ["m", "deleted"],
    ]);
    expect(changes[0]?.words).toEqual({ removed: ["two"], added: ["three"] });
    expect(diffCells(of(), of(model)).map(({ what }) => what)).toEqual(["added"]);
  });
  it("are none when only their order differs", () => {
    expect(diffCells(of(text, model), of(model, text))).toEqual([]);
  });
});
