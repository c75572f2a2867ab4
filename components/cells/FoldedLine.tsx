import type { ReactElement } from "react";
import type { Cell } from "../../src/domain/document.ts";
import { toggleFold } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";

const KINDS: Readonly<Record<Cell["type"], string>> = {
  text: "text",
  model: "model",
  erf: "ERF",
  compare: "compare",
  kernels: "kernels",
  masks: "masks",
  sweep: "sweep",
  predict: "predict",
  unknown: "of a newer version",
};

/** A folded cell in one line, which unfolds it. */
export function FoldedLine(props: {
  readonly cell: Cell;
  readonly title: string;
  readonly number: number | null;
}): ReactElement {
  const { cell, title, number } = props;
  const book = useBook();
  return (
    <button
      type="button"
      className="folded-line"
      aria-expanded={false}
      onClick={() => toggleFold(book, cell.id)}
    >
      <span className="number">{number === null ? KINDS[cell.type] : `Figure ${number}`}</span>
      <span className="t">{title}</span>
      <span className="unfold">Unfold</span>
    </button>
  );
}
