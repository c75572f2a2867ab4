import type { KeyboardEvent, ReactElement } from "react";
import { moveCell } from "../../src/store/actions.ts";
import { indexOfCell } from "../../src/store/cells.ts";
import { Icon } from "../notebook/Icon.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { useCellDrag } from "./useCellDrag.ts";

/** Moves a cell: by dragging, or by the arrow keys, by one place. */
export function CellHandle(props: {
  readonly id: string;
  readonly selected: boolean;
}): ReactElement {
  const { id, selected } = props;
  const book = useBook();
  const begin = useCellDrag(id);
  const move = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const button = event.currentTarget;
    moveCell(book, id, indexOfCell(book.store.getState().document, id) + by);
    // the browser may let go of an element that is moved in the page
    requestAnimationFrame(() => {
      button.focus({ preventScroll: true });
      button.closest(".cell")?.scrollIntoView({ block: "nearest" });
    });
  };
  return (
    <button
      type="button"
      className="cell-handle"
      tabIndex={selected ? 0 : -1}
      aria-label="Move the cell: drag it, or press the arrow keys"
      title="Drag to move"
      onPointerDown={begin}
      onKeyDown={move}
    >
      <Icon name="grip" />
    </button>
  );
}
