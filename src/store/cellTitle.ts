/** What a cell is called in the outline, in lists and in messages. */
import { isFigure, type Cell } from "../domain/document.ts";

const MOST_CHARACTERS = 80;
const FIGURE_TITLES = {
  erf: "Effective receptive field",
  compare: "Fields on one scale",
  kernels: "Inside the kernels",
  masks: "Where the zeros lie",
  sweep: "The field against a setting",
  predict: "Predicted classes",
} as const;

const SHORT_TITLES = {
  erf: "ERF",
  compare: "Fields",
  kernels: "Kernels",
  masks: "Zeros",
  sweep: "Sweep",
  predict: "Classes",
} as const;

/** The first heading of a text, else its first words, without Markdown's marks. */
function titleOfText(text: string): string {
  const lines = text.split("\n", 200).map((line) => line.trim());
  const heading = lines.find((line) => /^#{1,6}\s/.test(line));
  const words = heading ?? lines.find((line) => line !== "" && !line.startsWith("$$")) ?? "";
  const columns = words.startsWith("|") ? words.split("|").map((column) => column.trim()) : [];
  return (columns.length > 2 ? `Table: ${columns.filter(Boolean).join(", ")}` : words)
    .replace(/^#{1,6}\s+|^[-*>]\s+/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`$]/g, "")
    .slice(0, MOST_CHARACTERS)
    .trim();
}

/** A title of at most 80 characters, never empty. */
export function cellTitle(cell: Cell): string {
  switch (cell.type) {
    case "text":
      return titleOfText(cell.text) || "Empty text";
    case "model":
      return cell.name;
    case "unknown":
      return "A cell of a newer version";
    default: {
      const title = cell.title.slice(0, MOST_CHARACTERS).trim();
      if (title) return title;
      return "model" in cell && cell.model !== ""
        ? `${FIGURE_TITLES[cell.type]} of ${cell.model}`
        : FIGURE_TITLES[cell.type];
    }
  }
}

/** As `cellTitle`, but short where the person gave none: what differs stands within a few letters. */
export function shortTitle(cell: Cell): string {
  if (!isFigure(cell) || cell.title.trim() !== "") return cellTitle(cell);
  const models = "models" in cell ? cell.models.join(", ") : cell.model;
  return `${SHORT_TITLES[cell.type]}${models === "" ? "" : ` of ${models}`}`.slice(
    0,
    MOST_CHARACTERS,
  );
}
