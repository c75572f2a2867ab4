/** What zod found, as a sentence's end: `conditions.size is 12, must be a whole number from 32 to 4096`. */
import type * as z from "zod/mini";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const MOST_SHOWN = 40;

/** A value in a sentence: short, and never the whole of what a file holds. */
export function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") {
    const text = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value;
    return `“${text.replace(/\s+/g, " ")}”`;
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** `conditions.unit.y`, `values[3]` */
export const showPath = (path: Path): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key).slice(0, MOST_SHOWN)}`))
    .join("")
    .replace(/^\./, "");

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );

/** A union says only that no form fits: what is wrong is in the form that the value is meant to have. */
function innermost(issue: Issue, root: unknown): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const value = valueAt(root, issue.path);
  if (typeof value !== "object" || value === null) return issue;
  const inside = issue.errors.flat().find(({ path, code }) => {
    return path.length > 0 || code === "unrecognized_keys";
  });
  return inside ? { ...inside, path: [...issue.path, ...inside.path] } : issue;
}

/** Words that this version does not know, as a newer one may write them: fields, and texts of closed sets. */
function newWord(issue: Issue, root: unknown): string | null {
  if (issue.code === "unrecognized_keys")
    return `${showPath([...issue.path, issue.keys[0] ?? ""])} is a field that this version does not know`;
  const closed = issue.code === "invalid_value" || issue.code === "invalid_union";
  const value = valueAt(root, issue.path);
  return closed && typeof value === "string"
    ? `${showPath(issue.path)} is ${show(value)}, which this version does not know`
    : null;
}

export interface Findings {
  /** the first word of a newer version; null when there is none */
  readonly newer: string | null;
  /** the first thing wrong, in words */
  readonly wrong: string;
}
/** Reads the issues of a value that did not pass; there is at least one. */
export function describeIssues(issues: readonly Issue[], root: unknown): Findings {
  const found = issues.map((issue) => innermost(issue, root));
  const newer = found.map((issue) => newWord(issue, root)).find((words) => words !== null) ?? null;
  const first = found[0]!;
  const value = show(valueAt(root, first.path));
  return { newer, wrong: `${showPath(first.path)} is ${value}, must be ${first.message}` };
}
