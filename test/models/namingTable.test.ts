import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../src/models/registry.ts";
import { FAMILIES, namingTable } from "./namingTable.ts";

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

/** Names that a library takes from another, as docs/checkpoints.md says. */
const BORROWED: readonly (readonly [family: string, library: string])[] = [
  ["resnet", "timm"],
  ["vit", "official"],
];

test("README.md says of every family by whose names it opens", () => {
  const doc = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const table = doc.slice(doc.indexOf("| family"), doc.indexOf("\n\n", doc.indexOf("| family")));
  const libraries = ["official", "timm", "torchvision", "transformers", "mmpretrain"];
  const opens = (family: string, library: string): boolean =>
    registry.some((one) => one.family === family && one.naming.split(" ", 1)[0] === library) ||
    BORROWED.some(([one, other]) => one === family && other === library);
  const rows = FAMILIES.map(([family, title]) => [
    title,
    ...libraries.map((library) => (opens(family, library) ? "yes" : "–")),
  ]);
  expect(cellsOf(table)).toEqual([["family", "authors", ...libraries.slice(1)], ...rows]);
});
