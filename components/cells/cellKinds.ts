/** The kinds of cells as the menu offers them. */
import type { CellType } from "../../src/domain/document.ts";

export interface CellKind {
  readonly type: CellType;
  readonly name: string;
  readonly about: string;
  /** typed alone it picks the kind */
  readonly letter: string;
  /** a drawing of 24 px */
  readonly path: string;
}
export const CELL_KINDS: readonly CellKind[] = [
  {
    type: "text",
    name: "Text",
    about: "Words, Markdown and TeX",
    letter: "t",
    path: "M4 6h16M4 10h16M4 14h16M4 18h9",
  },
  {
    type: "model",
    name: "Model",
    about: "A checkpoint, or random weights",
    letter: "m",
    path: "M4 4h16v16H4zM8.5 8.5h7v7h-7z",
  },
  {
    type: "erf",
    name: "ERF",
    about: "What one unit uses",
    letter: "e",
    path: "M4 4h16v16H4zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 11.5v1",
  },
  {
    type: "compare",
    name: "Compare",
    about: "Several fields on one scale",
    letter: "c",
    path: "M3 8h8v8H3zM13 8h8v8h-8z",
  },
  {
    type: "kernels",
    name: "Kernels",
    about: "Every filter of a layer",
    letter: "k",
    path: "M9 4h6v16H9zM4 9h16v6H4z",
  },
  {
    type: "masks",
    name: "Masks",
    about: "Where the zeros lie",
    letter: "x",
    path: "M4 4h16v16H4zM9.3 4v16M14.7 4v16M4 9.3h16M4 14.7h16",
  },
  {
    type: "sweep",
    name: "Sweep",
    about: "The field against a setting",
    letter: "s",
    path: "M4 4v16h16M5 18c6 0 6-11 14-12",
  },
  {
    type: "predict",
    name: "Predict",
    about: "Top five, to check the weights",
    letter: "p",
    path: "M4 6h15M4 12h9M4 18h5",
  },
];

/** The kinds that a query means: its letter alone, else those whose words hold it. */
export function findKinds(query: string): readonly CellKind[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return CELL_KINDS;
  const lettered = CELL_KINDS.filter(({ letter }) => letter === wanted);
  const said = CELL_KINDS.filter(
    (kind) =>
      !lettered.includes(kind) &&
      `${kind.name} ${kind.about}`
        .toLowerCase()
        .split(/\W+/)
        .some((word) => word.startsWith(wanted)),
  );
  return [...lettered, ...said];
}
