import { memo, type ReactElement } from "react";
import { addCell } from "../../src/store/actions.ts";
import { Popover } from "../controls/Popover.tsx";
import { Icon } from "../notebook/Icon.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { AddMenu } from "./AddMenu.tsx";

/** A hairline between cells where one can be added; `last` stands always, the others on approach. */
export const AddCell = memo(function AddCell(props: {
  /** the new cell stands before the one at this index */
  readonly index: number;
  readonly last: boolean;
}): ReactElement {
  const { index, last } = props;
  const book = useBook();
  return (
    <div className={last ? "add last" : "add"}>
      <Popover
        button={
          <>
            <Icon name="plus" />
            Add a cell
          </>
        }
        className="btn"
        popupClassName="add-pop"
        popup="dialog"
        // from the keyboard: n, or a and b
        tabIndex={last ? 0 : -1}
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
    </div>
  );
});
