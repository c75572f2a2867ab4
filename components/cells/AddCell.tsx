import { memo, type ReactElement } from "react";
import { addCell } from "../../src/store/actions.ts";
import { Popover } from "../controls/Popover.tsx";
import { Icon } from "../notebook/Icon.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { AddMenu } from "./AddMenu.tsx";

/** Where a cell can be added: a line that stands always at the end, on approach elsewhere. */
export const AddCell = memo(function AddCell(props: {
  /** the new cell stands before the one at this index */
  readonly index: number;
  /** under all cells, between two, or between two cards of one row */
  readonly place: "last" | "between" | "beside";
}): ReactElement {
  const { index, place } = props;
  const book = useBook();
  return (
    <div className={`add ${place}`}>
      <Popover
        button={
          <>
            <Icon name="plus" />
            <span className={place === "beside" ? "unseen" : undefined}>Add a cell</span>
          </>
        }
        className="btn"
        popupClassName="add-pop"
        popup="dialog"
        // from the keyboard: n, or a and b
        tabIndex={place === "last" ? 0 : -1}
        data={{ "data-add": index }}
      >
        {(close) => (
          <AddMenu
            onChoose={(type) => {
              close();
              addCell(book, type, index);
            }}
            onLink={(link) => {
              close();
              location.href = link;
            }}
          />
        )}
      </Popover>
      {place === "last" && index > 0 && (
        <p>or drop weights, pictures or a notebook anywhere: nothing leaves this page</p>
      )}
    </div>
  );
});
