import { describe, expect, it } from "vitest";
import {
  isNumeric,
  sayEntry,
  toCsv,
  toLatex,
  toMarkdown,
  type Table,
} from "../../src/store/tables.ts";

const table: Table = {
  columns: [{ name: "model" }, { name: "ratio, 50 %", digits: 3 }, { name: "parameters" }],
  rows: [
    ["slak_2", 0.123456789, 30_480_000],
    ['a "b", c', null, 5],
  ],
};
const hostile: Table = {
  columns: [{ name: "x & y" }, { name: "n" }],
  rows: [
    ["=HYPERLINK(1)", -1],
    ["a|b\n| c | <script> `x` $y$", 2],
    ["\\input{/etc} % ~ ^ # { } _ 51×51", 3],
  ],
};

/** Reads RFC 4180 the plain way, to see that what is written is what was meant. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = pattern.exec(text); match && match[0] !== ""; match = pattern.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe("a table as CSV", () => {
  it("has the full numbers, and nothing where a value is not known", () => {
    expect(parseCsv(toCsv(table))).toEqual([
      ["model", "ratio, 50 %", "parameters"],
      ["slak_2", "0.123456789", "30480000"],
      ['a "b", c', "", "5"],
    ]);
  });
  it("keeps lines and formulas within their field", () => {
    expect(parseCsv(toCsv(hostile)).slice(1, 3)).toEqual([
      ["'=HYPERLINK(1)", "-1"],
      ["a|b\n| c | <script> `x` $y$", "2"],
    ]);
  });
});

describe("a table as Markdown", () => {
  it("rounds as readers see it and sets numbers to the right", () => {
    expect(toMarkdown(table).split("\n")).toEqual([
      "| model | ratio, 50 % | parameters |",
      "| :-- | --: | --: |",
      "| slak\\_2 | 0.123 | 30\u202f480\u202f000 |",
      '| a "b", c | – | 5 |',
      "",
    ]);
  });
  it("cannot be broken out of", () => {
    const lines = toMarkdown(hostile).trimEnd().split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(3);
    expect(lines[3]).toContain("\\<script\\>");
  });
});

describe("a table as LaTeX", () => {
  it("is a tabular of as many columns", () => {
    const lines = toLatex(table).split("\n");
    expect(lines[0]).toBe("\\begin{tabular}{lrr}");
    expect(lines[2]).toBe("  model & ratio, 50 \\% & parameters \\\\");
    expect(lines[4]).toBe("  slak\\_2 & 0.123 & 30\\,480\\,000 \\\\");
    expect(lines[5]).toBe('  a "b", c & -- & 5 \\\\');
    expect(lines.at(-2)).toBe("\\end{tabular}");
  });
  it("escapes every sign that LaTeX would act on", () => {
    const text = toLatex(hostile);
    expect(text).toContain(
      "\\textbackslash{}input\\{/etc\\} \\% \\textasciitilde{} \\textasciicircum{} \\# \\{ \\} \\_ 51$\\times$51 & 3",
    );
    expect(text).toContain("x \\& y & n");
    expect(text.split("\n").filter((line) => line.endsWith("\\\\"))).toHaveLength(4);
  });
});

it("says entries and tells columns of numbers", () => {
  expect(sayEntry(1234, { name: "" })).toBe("1234");
  expect(sayEntry(NaN, { name: "", digits: 2 })).toBe("NaN");
  expect(isNumeric(table.rows, 1)).toBe(true);
  expect(isNumeric(table.rows, 0)).toBe(false);
  expect(isNumeric([[null]], 0)).toBe(false);
});
