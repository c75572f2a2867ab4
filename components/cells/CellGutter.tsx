import type { ReactElement } from "react";
import type { Cell } from "../../src/domain/document.ts";
import { useNotebook, useRuntime } from "../notebook/useNotebook.ts";
import { CellHandle } from "./CellHandle.tsx";
import { glyphOf, sayState } from "./cellState.ts";

/** Beside a cell: the glyph of its state, how long it took, and the handle to move it by. */
export function CellGutter(props: {
  readonly cell: Cell;
  readonly selected: boolean;
}): ReactElement {
  const { cell, selected } = props;
  const runtime = useRuntime(cell.id);
  const hasProblem = useNotebook(({ graph }) => graph.problems.has(cell.id));
  const glyph = glyphOf(runtime, hasProblem);
  const computes = cell.type !== "text" && cell.type !== "unknown";
  return (
    <div className={computes ? "gutter" : "gutter bare"}>
      {computes && (
        <span className="state">
          <span className={`dot ${glyph}`} />
          {sayState(runtime, glyph)}
        </span>
      )}
      <CellHandle id={cell.id} selected={selected} />
    </div>
  );
}
