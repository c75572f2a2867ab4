import { expect, it } from "vitest";
import { insertCells } from "../../src/store/cells.ts";
import { createCell } from "../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";

it("a model more is of an architecture that the notebook has not, and named after it", () => {
  let document = EMPTY_DOCUMENT;
  for (let i = 0; i < 7; i++)
    document = insertCells(document, [createCell(document, "model", `m${i}`)], i);
  const made = document.cells.flatMap((cell) =>
    cell.type === "model" && cell.origin.type === "random"
      ? [`${cell.name} ${cell.origin.architecture}`]
      : [],
  );
  expect(made).toEqual([
    "slak slak-tiny",
    "convnext convnext-tiny",
    "replknet replknet-31b",
    "unireplknet unireplknet-t",
    "resnet resnet-50",
    "swin swin-tiny",
    "slak_2 slak-tiny",
  ]);
});
