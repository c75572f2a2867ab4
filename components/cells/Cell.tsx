import { memo, type FocusEvent, type ReactElement } from "react";
import { cellTitle } from "../../src/store/cellTitle.ts";
import { select } from "../../src/store/selection.ts";
import { elementIdOf, isWrittenIn } from "../notebook/cellElements.ts";
import {
  useBook,
  useCell,
  useFigureNumber,
  useNotebook,
  useNotebookList,
} from "../notebook/useNotebook.ts";
import { CellBody } from "./CellBody.tsx";
import { CellBoundary } from "./CellBoundary.tsx";
import { CellGutter } from "./CellGutter.tsx";
import { CellMenu } from "./CellMenu.tsx";
import { FoldedLine } from "./FoldedLine.tsx";
import { useCellFocus } from "./useCellFocus.ts";

const NONE: readonly string[] = [];

/** A cell of the notebook: gutter, problems, body and menu, and the selection round them. */
export const Cell = memo(function Cell(props: {
  readonly id: string;
  /** the keyboard enters the page here while no cell is selected */
  readonly first: boolean;
}): ReactElement | null {
  const { id, first } = props;
  const book = useBook();
  const cell = useCell(id);
  const number = useFigureNumber(id);
  const selected = useNotebook(({ selection }) => selection.cell === id);
  const stops = useNotebook(
    ({ selection }) => selection.cell === id || (first && selection.cell === null),
  );
  const problems = useNotebookList(({ graph }) => graph.problems.get(id) ?? NONE);
  const element = useCellFocus(id);
  if (!cell) return null;
  const title = cellTitle(cell);
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    if (event.target === event.currentTarget) return select(book, id);
    // the menu and the handle act on a cell that is selected, not written in
    const inBody = event.target.closest(".cell-body") !== null;
    select(book, id, inBody && isWrittenIn(event.target));
  };
  return (
    <div
      ref={element}
      role="group"
      aria-roledescription="cell"
      id={elementIdOf(id)}
      className={`cell type-${cell.type}`}
      data-selected={selected || undefined}
      data-bare={cell.bare || undefined}
      data-folded={cell.folded || undefined}
      tabIndex={stops ? 0 : -1}
      aria-label={number === null ? title : `Figure ${number}: ${title}`}
      aria-current={selected || undefined}
      onFocus={onFocus}
      onMouseDown={(event) => {
        // a press on what takes no keyboard selects the cell all the same
        if (event.target instanceof Element && event.target.closest("[popover]") === null)
          if (!selected) select(book, id);
      }}
    >
      <CellGutter cell={cell} selected={selected} />
      <div className="cell-body">
        {problems.map((problem) => (
          <div className="notice problem" role="alert" key={problem}>
            <p>{problem}</p>
          </div>
        ))}
        {cell.folded ? (
          <FoldedLine cell={cell} title={title} number={number} />
        ) : (
          <CellBoundary of={cell}>
            <CellBody cell={cell} />
          </CellBoundary>
        )}
      </div>
      <CellMenu cell={cell} selected={selected} />
    </div>
  );
});
