import { describe, expect, it } from "vitest";
import { createCell } from "../../src/store/newCell.ts";
import { cellTitle, shortTitle } from "../../src/store/cellTitle.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";
import type { Cell } from "../../src/domain/document.ts";

const text = (words: string): Cell => ({
  ...createCell(EMPTY_DOCUMENT, "text", "a"),
  type: "text",
  text: words,
});

describe("the title of a cell", () => {
  it.each([
    ["# Heading\n\nWords", "Heading"],
    ["Words first\n\n## Then a heading", "Then a heading"],
    ["*First* words, [a link](https://example.org)", "First words, a link"],
    ["", "Empty text"],
    ["$$\nE = 1\n$$", "E = 1"],
    [
      "| network | `kernels` | σ, px |\n| --- | --- | ---: |\n| a | 7 | 2 |",
      "Table: network, kernels, σ, px",
    ],
  ])("of the text %j is %j", (words, title) => {
    expect(cellTitle(text(words))).toBe(title);
  });
  it("is at most 80 characters", () => {
    expect(cellTitle(text("x".repeat(10_000)))).toBe("x".repeat(80));
  });
  it("is the name of a model, and names the model of a figure", () => {
    expect(cellTitle(createCell(EMPTY_DOCUMENT, "model", "a"))).toBe("slak");
    const erf = createCell(EMPTY_DOCUMENT, "erf", "b");
    expect(cellTitle(erf)).toBe("Effective receptive field");
    expect(erf.type === "erf" && cellTitle({ ...erf, model: "slak" })).toBe(
      "Effective receptive field of slak",
    );
    expect(erf.type === "erf" && cellTitle({ ...erf, title: "Mine" })).toBe("Mine");
  });
  it("is short in the outline, so that figures are told apart by their models", () => {
    const erf = { ...createCell(EMPTY_DOCUMENT, "erf", "b"), model: "slak" } as Cell;
    const compare = { ...createCell(EMPTY_DOCUMENT, "compare", "c"), models: ["a", "b"] } as Cell;
    expect(shortTitle(erf)).toBe("ERF of slak");
    expect(shortTitle(compare)).toBe("Fields of a, b");
    expect(shortTitle({ ...compare, models: [] } as Cell)).toBe("Fields");
    expect(shortTitle({ ...erf, title: "Mine" } as Cell)).toBe("Mine");
    expect(shortTitle(text("# Heading"))).toBe("Heading");
  });
});
