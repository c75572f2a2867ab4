import { expect, it } from "vitest";
import { partsOf, withoutColumns } from "../../../components/cells/pageTable.ts";

it("rows that become columns are shared out over as few tables as there can be, of about one length", () => {
  expect(partsOf(3, 3)).toEqual([[0, 1, 2]]);
  expect(partsOf(4, 3)).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(partsOf(7, 3)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect(partsOf(0, 3)).toEqual([]);
});

it("a table without some of its columns keeps the others in their order", () => {
  const table = {
    columns: [{ name: "a" }, { name: "b" }, { name: "c" }],
    rows: [
      [1, 2, 3],
      [4, null, 6],
    ],
  };
  expect(withoutColumns(table, ["a", "z"])).toEqual({
    columns: [{ name: "b" }, { name: "c" }],
    rows: [
      [2, 3],
      [null, 6],
    ],
  });
});
