/** One cell of a file → one of the document, or one of a newer version that is kept as it is. */
import type { Cell, UnknownCell } from "../../domain/document.ts";
import { describeIssues, show } from "./describeIssue.ts";
import { badFile, type JsonObject } from "./readJson.ts";
import { cellSchemas, isKnownField, isKnownType } from "./schema.ts";
import { toCell } from "./toCell.ts";

type Outcome =
  | { readonly type: "read"; readonly cell: Cell }
  /** it holds words that this version does not know; why, in words */
  | { readonly type: "newer"; readonly why: string }
  | { readonly type: "wrong"; readonly why: string };

function tryCell(raw: JsonObject, id: string): Outcome {
  const { type } = raw;
  if (typeof type !== "string")
    return { type: "wrong", why: `type is ${show(type)}, must be the type of the cell, a text` };
  if (!isKnownType(type))
    return { type: "newer", why: `type is ${show(type)}, which this version does not know` };
  const fields = Object.entries(raw);
  const known = Object.fromEntries(fields.filter(([name]) => isKnownField(type, name)));
  const read = cellSchemas[type].safeParse(known);
  if (read.success) {
    const extra = Object.fromEntries(fields.filter(([name]) => !isKnownField(type, name)));
    return { type: "read", cell: toCell(read.data, id, extra) };
  }
  const { newer, wrong } = describeIssues(read.error.issues, known);
  return newer === null ? { type: "wrong", why: wrong } : { type: "newer", why: newer };
}

/** `cells[3] (erf “abc”)`: the number as a program counts, from 0. */
export function placeOfCell(raw: unknown, index: number): string {
  if (typeof raw !== "object" || raw === null) return `cells[${index}]`;
  const { type, id } = raw as JsonObject;
  const words = [
    ...(typeof type === "string" ? [type.slice(0, 40)] : []),
    ...(typeof id === "string" ? [show(id)] : []),
  ];
  return `cells[${index}]${words.length > 0 ? ` (${words.join(" ")})` : ""}`;
}

/**
 * Reads the cell at `index` under the id it has or was given. What a newer version wrote is kept;
 * what is wrong is an error that names the place, unless `keep` keeps that too.
 */
export function readCell(raw: JsonObject, index: number, id: string, keep: boolean): Cell {
  const { id: given, ...rest } = raw;
  const named = given === id ? raw : { id, ...rest };
  const outcome = tryCell(named, id);
  if (outcome.type === "read") return outcome.cell;
  if (outcome.type === "wrong" && !keep)
    throw badFile(`${placeOfCell(raw, index)}: ${outcome.why}.`);
  return {
    type: "unknown",
    id,
    folded: raw["folded"] === true,
    bare: raw["bare"] === true,
    extra: {},
    raw: named,
  };
}

/** Why this version cannot show a cell, as a sentence. */
export function explainUnknownCell({ raw, id }: UnknownCell): string {
  const outcome = tryCell(raw, id);
  return outcome.type === "read" ? "This version can read the cell." : `Its ${outcome.why}.`;
}
