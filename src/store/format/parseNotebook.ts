/** Text of a `*.fieldbook.json` → the document and the results it holds. */
import type { NotebookDocument } from "../../domain/document.ts";
import { FieldbookError } from "../../domain/errors.ts";
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import { cellIds } from "./cellIds.ts";
import { show } from "./describeIssue.ts";
import { MOST_CELLS, MOST_TITLE } from "./limits.ts";
import { FORMAT_VERSION, migrate, versionOf } from "./migrate.ts";
import { readCell } from "./readCell.ts";
import { badFile, isJsonObject, readJson, type JsonObject } from "./readJson.ts";
import { readResults } from "./results.ts";

export interface ReadNotebook {
  readonly document: NotebookDocument;
  readonly results: ReadonlyMap<ResultKey, KeptValue>;
  /** results of a newer version that were left out, a sentence each */
  readonly notes: readonly string[];
}
export interface ReadOptions {
  /**
   * Cells with anything wrong in them are kept as unknown ones rather than refused: for text that
   * Fieldbook itself wrote and that must open, whatever it holds.
   */
  readonly keepUnreadable?: boolean;
}

/**
 * Reads a notebook. Throws `bad-file` or `too-large` with one sentence that says the place, what is
 * there and what must be. Cells of a newer version are kept untouched.
 */
export function parseNotebook(
  text: string,
  { keepUnreadable = false }: ReadOptions = {},
): ReadNotebook {
  const value = readJson(text);
  if (!isJsonObject(value))
    throw badFile(`The file is no notebook: it holds ${show(value)} where an object must be.`);
  const version = versionOf(value);
  const newer = version > FORMAT_VERSION;
  const { fieldbook: _, title = "Untitled", cells, results, ...extra } = migrate(value);
  if (newer && (!Array.isArray(cells) || !cells.every(isJsonObject) || typeof title !== "string"))
    throw badFile(
      `The notebook is of version ${version} of the format, made by a newer Fieldbook; this one reads up to ${FORMAT_VERSION}: reload the page to get the newest.`,
    );
  if (typeof title !== "string" || title.length > MOST_TITLE)
    throw badFile(`title is ${show(title)}, must be a text of at most ${MOST_TITLE} characters.`);
  const keep = keepUnreadable || newer;
  const raws = checkCells(cells, keepUnreadable);
  const ids = cellIds(raws, keepUnreadable);
  const read = readResults(results, keep);
  return {
    document: {
      title,
      cells: raws.map((raw, i) => readCell(raw, i, ids[i]!, keep)),
      // a newer file keeps its number, which serialiseNotebook takes from here
      extra: newer ? { ...extra, fieldbook: version } : extra,
    },
    ...read,
  };
}

function checkCells(cells: unknown, keep: boolean): readonly JsonObject[] {
  if (!Array.isArray(cells))
    throw badFile(`cells is ${show(cells)}, must be the list of the notebook's cells.`);
  if (cells.length > MOST_CELLS && !keep)
    throw new FieldbookError(
      "too-large",
      `The notebook has ${cells.length} cells, at most ${MOST_CELLS} are read: split it.`,
      { cells: cells.length },
    );
  return cells.map((cell: unknown, i) => {
    if (!isJsonObject(cell))
      throw badFile(`cells[${i}] is ${show(cell)}, must be an object with a type.`);
    return cell;
  });
}
