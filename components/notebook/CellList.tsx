import { Fragment, type ReactElement } from "react";
import { AddCell } from "../cells/AddCell.tsx";
import { Cell } from "../cells/Cell.tsx";
import { EmptyNotebook } from "./EmptyNotebook.tsx";
import { useNotebookList } from "./useNotebook.ts";

/** The column of cells; it is drawn anew only when cells come, go or move. */
export function CellList(): ReactElement {
  const ids = useNotebookList(({ document }) => document.cells.map(({ id }) => id));
  return (
    <div className="cells">
      {ids.length === 0 && <EmptyNotebook />}
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && <AddCell index={index} last={false} />}
          <Cell id={id} first={index === 0} />
        </Fragment>
      ))}
      <AddCell index={ids.length} last />
    </div>
  );
}
