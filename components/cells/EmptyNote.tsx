import type { ReactElement, ReactNode } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { runCell } from "../../src/store/runs.ts";
import { useBook, useRuntime } from "../notebook/useNotebook.ts";
import { sayDuration } from "./words.ts";

/** What will stand in a figure that has nothing yet, with the way to run it where that is all that lacks. */
export function EmptyNote(props: {
  readonly cell: FigureCell;
  /** the cell is complete: it could run */
  readonly ready: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const { cell, ready, children } = props;
  const book = useBook();
  const { run, expected } = useRuntime(cell.id);
  const idle = ready && run.status === "idle";
  return (
    <div className="empty-figure">
      <p className="caption place">
        {children}
        {idle && expected !== null && ` Running takes about ${sayDuration(expected)} here.`}
      </p>
      {idle && (
        <button type="button" className="btn solid" onClick={() => runCell(book, cell.id)}>
          Run
        </button>
      )}
    </div>
  );
}
