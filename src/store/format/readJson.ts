/** Text of a hostile file → plain JSON values: bounded in size and depth, finite, with harmless names. */
import { FieldbookError } from "../../domain/errors.ts";
import { showPath } from "./describeIssue.ts";
import { MOST_FILE_CHARACTERS, MOST_NESTING } from "./limits.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const badFile = (message: string, options?: ErrorOptions): FieldbookError =>
  new FieldbookError("bad-file", message, {}, options);

/** Parses JSON that people and strangers write; a byte order mark before it is forgiven. */
export function readJson(text: string): unknown {
  if (text.length > MOST_FILE_CHARACTERS)
    throw new FieldbookError(
      "too-large",
      `The file holds ${text.length} characters, at most ${MOST_FILE_CHARACTERS} are read: leave out results or split the notebook.`,
      { characters: text.length },
    );
  const nesting = nestingOf(text);
  if (nesting > MOST_NESTING)
    throw badFile(
      `The file has lists or objects inside each other more than ${MOST_NESTING} deep: no notebook is like that, so it is not opened.`,
    );
  const value = parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  checkValues(value, []);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const where = lineOf(text, cause);
    throw badFile(
      `The file is not JSON${where}: it was cut off or changed on its way, or it is no notebook.`,
      { cause },
    );
  }
}
/** Engines say where in the sentence only, and not all do. */
function lineOf(text: string, cause: unknown): string {
  const position = /position (\d+)/.exec(String(cause))?.[1];
  if (position === undefined) return "";
  const before = text.slice(0, Number(position));
  const column = before.length - before.lastIndexOf("\n");
  return ` from line ${before.split("\n").length}, column ${column}`;
}

/** How deep brackets stand inside each other, counted outside strings; stops where it is too deep. */
function nestingOf(text: string): number {
  let deepest = 0;
  let depth = 0;
  for (let i = 0; i < text.length && deepest <= MOST_NESTING; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x22) i = endOfString(text, i);
    else if (sign === 0x5b || sign === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (sign === 0x5d || sign === 0x7d) depth--;
  }
  return deepest;
}
/** Index of the quotation mark that ends the string begun at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** Numbers that are not finite would be lost on saving; `__proto__` would change what objects are. */
function checkValues(value: unknown, path: readonly PropertyKey[]): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw badFile(`${showPath(path)} is a number too large to be kept: write a smaller one.`);
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) value.forEach((item, i) => checkValues(item, [...path, i]));
  else
    for (const [name, item] of Object.entries(value)) {
      if (name === "__proto__")
        throw badFile(
          `${showPath([...path, name])} is no name that a field may have: take the field out.`,
        );
      checkValues(item, [...path, name]);
    }
}
