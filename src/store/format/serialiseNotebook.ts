/** The document, and results if wanted, as the text of a `*.fieldbook.json`. */
import type { Cell, NotebookDocument } from "../../domain/document.ts";
import { FieldbookError } from "../../domain/errors.ts";
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import { fileCell } from "./fileCell.ts";
import { MOST_FILE_CHARACTERS } from "./limits.ts";
import { FORMAT_VERSION } from "./migrate.ts";
import { compactJson, printJson } from "./printJson.ts";
import type { JsonObject } from "./readJson.ts";
import { fileResult, leastCharacters } from "./results.ts";

/** A saved notebook is written at each keystroke, and all its cells but one are as they were. */
const printed = new WeakMap<Cell, string>();

function printCell(cell: Cell): string {
  const known = printed.get(cell);
  if (known !== undefined) return known;
  const text = printJson(fileCell(cell), 4);
  printed.set(cell, text);
  return text;
}

/** Everything around the cells; a file of a newer version keeps its number. */
function fileHead({ title, extra }: NotebookDocument): JsonObject {
  const { fieldbook, title: _, cells: __, results: ___, ...others } = extra;
  const newer = typeof fieldbook === "number" && fieldbook > FORMAT_VERSION;
  return { fieldbook: newer ? fieldbook : FORMAT_VERSION, title, ...others };
}

/** The document as one line, for where each character counts. */
export const compactNotebook = (document: NotebookDocument): string =>
  compactJson({ ...fileHead(document), cells: document.cells.map(fileCell) });

/**
 * Writes a document: fields in a fixed order, a cell a block, a result a line, a line break at the
 * end. Throws `too-large` when the results would make a file that could not be opened again.
 */
export function serialiseNotebook(
  document: NotebookDocument,
  results: ReadonlyMap<ResultKey, KeptValue> = new Map(),
): string {
  const fields = Object.entries(fileHead(document)).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${printJson(value, 2)}`,
  );
  const cells = document.cells.map((cell) => `    ${printCell(cell)}`).join(",\n");
  fields.push(`  "cells": ${cells === "" ? "[]" : `[\n${cells}\n  ]`}`);
  if (results.size > 0) fields.push(printResults(results));
  const text = `{\n${fields.join(",\n")}\n}\n`;
  if (results.size > 0 && text.length > MOST_FILE_CHARACTERS) throw tooLarge(text.length);
  return text;
}

function printResults(results: ReadonlyMap<ResultKey, KeptValue>): string {
  const least = [...results.values()].reduce((sum, value) => sum + leastCharacters(value), 0);
  if (least > MOST_FILE_CHARACTERS) throw tooLarge(least);
  const lines = [...results]
    .toSorted(([p], [q]) => (p < q ? -1 : 1))
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(fileResult(key, value))}`);
  return `  "results": {\n${lines.join(",\n")}\n  }`;
}

const tooLarge = (characters: number): FieldbookError =>
  new FieldbookError(
    "too-large",
    `With these results the file would hold over ${Math.floor(characters / 1e6)} million characters, and at most ${MOST_FILE_CHARACTERS / 1e6} million can be opened again: leave the results out, or take fewer or smaller figures.`,
    { characters },
  );
