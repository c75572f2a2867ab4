import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CELL_TYPES } from "../../../src/domain/document.ts";
import * as limits from "../../../src/store/format/limits.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";

const text = readFileSync("docs/notebook-format.md", "utf8");
const [whole = "", short = ""] = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json]) => json,
);

describe("docs/notebook-format.md", () => {
  it("has an example in the order in which fields are written", () => {
    const { document } = parseNotebook(whole);
    expect(document.cells.map(({ type }) => type)).toEqual([
      "text",
      "model",
      "model",
      "compare",
      "sweep",
    ]);
    expect(JSON.stringify(JSON.parse(serialiseNotebook(document)))).toBe(
      JSON.stringify(JSON.parse(whole)),
    );
  });

  it("has a short example that is read", () => {
    const { document } = parseNotebook(short);
    expect(document.cells.map(({ id, type }) => `${id} ${type}`)).toEqual([
      "cell-1 text",
      "cell-2 model",
      "cell-3 erf",
    ]);
  });

  it("speaks of every type of cell, and says the limits that are checked", () => {
    for (const type of CELL_TYPES) expect(text).toContain(`\`${type}\``);
    const said = text.replace(/(?<=\d) (?=\d{3})/g, "");
    for (const limit of [
      limits.MOST_FILE_CHARACTERS,
      limits.MOST_NESTING,
      limits.MOST_VALUES,
      limits.MOST_ITEMS,
      limits.MOST_CELLS,
      limits.MOST_TEXT,
      limits.MOST_TITLE,
      limits.MOST_NAME,
      limits.MAX_SIDE_PX,
      limits.MOST_IMAGES,
      limits.MOST_LISTED,
    ])
      expect(said).toMatch(new RegExp(`\\b${limit}\\b`));
  });
});
