/** JSON as a person reads and compares it, and JSON for where each character counts. */

/** columns that a list may take before it is broken */
const WIDTH = 80;

const isScalar = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean" || value === null;

function scalar(value: unknown): string {
  // JSON.stringify forgets the sign of zero; a field of another program must come back as it was
  return Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? "null");
}
const fieldsOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, item]) => item !== undefined);

/**
 * One field a line, two spaces, short lists of numbers in a line. The first line stands behind
 * `indent` spaces; what JSON cannot say is left out.
 */
export function printJson(value: unknown, indent: number): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  const inner = " ".repeat(indent + 2);
  const end = `\n${" ".repeat(indent)}`;
  if (Array.isArray(value)) {
    if (value.every(isScalar)) {
      const line = `[${value.map(scalar).join(", ")}]`;
      if (indent + line.length <= WIDTH) return line;
    }
    const items = value.map((item) => `${inner}${printJson(item, indent + 2)}`);
    return `[\n${items.join(",\n")}${end}]`;
  }
  const fields = fieldsOf(value).map(
    ([name, item]) => `${inner}${JSON.stringify(name)}: ${printJson(item, indent + 2)}`,
  );
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}${end}}`;
}

/** Without a space; else as printJson. */
export function compactJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (Array.isArray(value)) return `[${value.map(compactJson).join(",")}]`;
  const fields = fieldsOf(value).map(
    ([name, item]) => `${JSON.stringify(name)}:${compactJson(item)}`,
  );
  return `{${fields.join(",")}}`;
}
