import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { namingTable } from "./namingTable.ts";

const CELLS = / *\| */;
/** Cells without the blanks and dashes that line a table up. */
const cellsOf = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .filter((line) => !/^\|[\s|-]*\|$/.test(line))
    .map((line) => line.trim().split(CELLS).slice(1, -1));

test("docs/checkpoints.md has the table of families and namings that the registry has", () => {
  const doc = readFileSync(new URL("../../docs/checkpoints.md", import.meta.url), "utf8");
  const table = doc.slice(doc.indexOf("| family"), doc.indexOf("\n\n", doc.indexOf("| family")));
  expect(cellsOf(table)).toEqual(cellsOf(namingTable()));
});
