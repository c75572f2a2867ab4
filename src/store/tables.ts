/** A table as data, and as CSV, Markdown and LaTeX; nothing in it can break out of its field. */

/** null is “not known” or “not reached” */
export type Entry = string | number | null;
export interface Column {
  /** with its unit: `side, px` */
  readonly name: string;
  /** decimals that are written for readers; CSV has the full number */
  readonly digits?: number;
  /** how the page shows it where not as files do; null: it does not */
  readonly page?: PageColumn | null;
}
/** A column as the page shows it, in less room than a file has. */
export interface PageColumn {
  readonly head: string;
  /** stands once over all columns that have it in a row */
  readonly group?: string;
  /** the unit of what is shown: 1e6 for millions */
  readonly per?: number;
  readonly digits?: number;
  /** name of the column whose entry stands after this one's, in muted ink */
  readonly beside?: string;
  /** shown only where there is room to spare */
  readonly wide?: boolean;
}
export interface Table {
  readonly columns: readonly Column[];
  /** as long as there are columns */
  readonly rows: readonly (readonly Entry[])[];
}

/** An entry as readers see it; whole numbers of five digits and more are grouped. */
export function sayEntry(entry: Entry, { digits }: Column): string {
  if (entry === null) return "–";
  if (typeof entry === "string") return entry;
  if (!Number.isFinite(entry)) return String(entry);
  if (digits !== undefined) return entry.toFixed(digits);
  const text = String(entry);
  return Number.isInteger(entry) && Math.abs(entry) >= 10_000
    ? text.replace(/\B(?=(\d{3})+$)/g, "\u202f")
    : text;
}

/** An entry as the page shows it, in its unit, with a minus as wide as a digit. */
export function sayOnPage(entry: Entry, column: Column): string {
  const { per = 1, digits = column.digits } = column.page ?? {};
  const shown = { name: column.name, ...(digits !== undefined && { digits }) };
  return typeof entry === "number"
    ? sayEntry(entry / per, shown).replace("-", "−")
    : sayEntry(entry, shown);
}

/** RFC 4180. Text that a spreadsheet would run as a formula is kept text by a leading apostrophe. */
export function toCsv({ columns, rows }: Table): string {
  const field = (entry: Entry): string => {
    if (entry === null) return "";
    if (typeof entry === "number") return String(entry);
    const plain = entry.replace(/[\u00a0\u202f]/g, " ");
    const text = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** A table of GitHub's Markdown; numbers to the right. */
export function toMarkdown({ columns, rows }: Table): string {
  const field = (text: string): string =>
    text
      .replace(/[\\|`*_[\]<>~$]/g, (sign) => `\\${sign}`)
      .replace(/\s+/g, (space) => (space === "\u202f" ? space : " "));
  const line = (texts: readonly string[]): string => `| ${texts.map(field).join(" | ")} |`;
  const sides = columns.map((_, i) => (isNumeric(rows, i) ? "--:" : ":--"));
  return [
    line(columns.map(({ name }) => name)),
    `| ${sides.join(" | ")} |`,
    ...rows.map((row) => line(columns.map((column, i) => sayEntry(row[i] ?? null, column)))),
    "",
  ].join("\n");
}

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "×": "$\\times$",
  "≥": "$\\geq$",
  "≤": "$\\leq$",
  σ: "$\\sigma$",
  "²": "$^2$",
  "–": "--",
  "\u202f": "\\,",
  "\u00a0": "~",
};
const escapeLatex = (text: string): string =>
  text.replace(/[\\~^<>|×≥≤σ²–\u202f\u00a0]|[{}$&#_%]|\s+/g, (sign) =>
    /^\s+$/.test(sign) && LATEX[sign] === undefined ? " " : (LATEX[sign] ?? `\\${sign}`),
  );

/** A tabular between booktabs' rules; needs `\usepackage{booktabs}`. */
export function toLatex({ columns, rows }: Table): string {
  const line = (texts: readonly string[]): string => `  ${texts.map(escapeLatex).join(" & ")} \\\\`;
  return [
    `\\begin{tabular}{${columns.map((_, i) => (isNumeric(rows, i) ? "r" : "l")).join("")}}`,
    "  \\toprule",
    line(columns.map(({ name }) => name)),
    "  \\midrule",
    ...rows.map((row) => line(columns.map((column, i) => sayEntry(row[i] ?? null, column)))),
    "  \\bottomrule",
    "\\end{tabular}",
    "",
  ].join("\n");
}

/** Whether every entry of a column that is known is a number, and one is. */
export function isNumeric(rows: Table["rows"], column: number): boolean {
  const known = rows.map((row) => row[column] ?? null).filter((entry) => entry !== null);
  return known.length > 0 && known.every((entry) => typeof entry === "number");
}
