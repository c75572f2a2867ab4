import { expect, it } from "vitest";
import type { NotebookDocument } from "../../src/domain/document.ts";
import { createCell } from "../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";
import { sumChanges } from "../../src/store/sumChanges.ts";

const model = createCell(EMPTY_DOCUMENT, "model", "m");
const text = { ...createCell(EMPTY_DOCUMENT, "text", "t"), type: "text" as const, text: "Words" };
const of = (...cells: NotebookDocument["cells"]): NotebookDocument => ({
  ...EMPTY_DOCUMENT,
  cells,
});

it("says what came, went and was edited between two versions", () => {
  expect(sumChanges(of(text), of(text, model))).toBe("“slak” added");
  expect(sumChanges(of(text, model), of({ ...text, text: "Other words" }))).toBe(
    "“slak” deleted, “Other words” edited",
  );
  expect(sumChanges(of(), of(text, model))).toBe("2 cells added");
  expect(sumChanges(of(text, model), of(model, text))).toBe("cells moved");
  expect(sumChanges(of(text), { ...of(text), title: "New" })).toBe("title changed");
  expect(sumChanges(of(text), of(text))).toBe("nothing changed");
});
