/** Text of a hostile file → plain JSON values: bounded in size and depth, finite, with harmless names. */
import { FieldbookError } from "../../domain/errors.ts";
import { show, showPath } from "./describeIssue.ts";
import { endOfString, findBreak } from "./findBreak.ts";
import { MOST_FILE_CHARACTERS, MOST_ITEMS, MOST_NESTING, MOST_VALUES } from "./limits.ts";

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
  const { nesting, values } = measure(text);
  if (nesting > MOST_NESTING)
    throw badFile(
      `The file has lists or objects inside each other more than ${MOST_NESTING} deep: no notebook is like that, so it is not opened.`,
    );
  if (values > MOST_VALUES)
    throw new FieldbookError(
      "too-large",
      `The file holds more than ${MOST_VALUES} values: no notebook is like that, so it is not opened.`,
    );
  const value = parse(text.startsWith("\ufeff") ? text.slice(1) : text);
  checkValues(value, []);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const before = text.slice(0, findBreak(text));
    const line = before.split("\n").length;
    const column = before.length - before.lastIndexOf("\n");
    throw badFile(
      `The file is not JSON at line ${line}, column ${column}: it was cut off or changed on its way, or it is no notebook.`,
      { cause },
    );
  }
}

/** How deep brackets stand inside each other, and about how many values there are; stops at too much. */
function measure(text: string): { readonly nesting: number; readonly values: number } {
  let nesting = 0;
  let depth = 0;
  let values = 1;
  for (let i = 0; i < text.length && nesting <= MOST_NESTING && values <= MOST_VALUES; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x22) i = endOfString(text, i);
    else if (sign === 0x2c) values++;
    else if (sign === 0x5b || sign === 0x7b) {
      nesting = Math.max(nesting, ++depth);
      values++;
    } else if (sign === 0x5d || sign === 0x7d) depth--;
  }
  return { nesting, values };
}
/**
 * Numbers that are not finite would be lost on saving; `__proto__` would change what objects are.
 * `path` leads to the value and is as it was afterwards.
 */
function checkValues(value: unknown, path: PropertyKey[]): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw badFile(`${showPath(path)} is a number too large to be kept: write a smaller one.`);
  if (typeof value !== "object" || value === null) return;
  const visit = (key: PropertyKey, item: unknown): void => {
    path.push(key);
    if (key === "__proto__")
      throw badFile(`${showPath(path)} is no name that a field may have: take the field out.`);
    checkValues(item, path);
    path.pop();
  };
  if (!Array.isArray(value)) for (const [name, item] of Object.entries(value)) visit(name, item);
  else if (value.length <= MOST_ITEMS) value.forEach((item, i) => visit(i, item));
  else throw badFile(`${showPath(path)} is ${show(value)}, must be of at most ${MOST_ITEMS}.`);
}
