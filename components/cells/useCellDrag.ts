import type { PointerEvent as ReactPointerEvent } from "react";
import { moveCell } from "../../src/store/actions.ts";
import { indexOfCell } from "../../src/store/cells.ts";
import { select } from "../../src/store/selection.ts";
import { cellElement } from "../notebook/cellElements.ts";
import { useBook } from "../notebook/useNotebook.ts";

const THRESHOLD_PX = 4;
/** Nearer to the window's edge than this the page scrolls. */
const EDGE_PX = 72;

/** How many of the other cells lie above a height of the window, px. */
const placeAt = (others: readonly Element[], y: number): number =>
  others.filter((cell) => {
    const { top, height } = cell.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;

/** Begins to drag a cell by the mouse or a finger; Escape leaves it where it was. */
export function useCellDrag(id: string): (event: ReactPointerEvent<HTMLElement>) => void {
  const book = useBook();
  return (event) => {
    const cell = cellElement(id);
    const column = cell?.parentElement;
    if (event.button !== 0 || !cell || !column) return;
    event.preventDefault();
    select(book, id);
    event.currentTarget.focus({ preventScroll: true });
    const others = [...column.querySelectorAll(":scope > .cell")].filter((other) => other !== cell);
    const line = document.createElement("div");
    line.className = "drop-line";
    const from = { y: event.clientY };
    let to: number | null = null;

    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      line.remove();
      delete cell.dataset["dragged"];
    };
    const move = ({ clientY }: PointerEvent): void => {
      if (to === null && Math.abs(clientY - from.y) < THRESHOLD_PX) return;
      to = placeAt(others, clientY);
      cell.dataset["dragged"] = "";
      if (!line.isConnected) column.append(line);
      const before = others[to];
      const frame = column.getBoundingClientRect();
      const edge = before
        ? before.getBoundingClientRect().top - 28
        : (others.at(-1)?.getBoundingClientRect().bottom ?? frame.bottom) + 4;
      line.style.top = `${edge - frame.top}px`;
      if (clientY < EDGE_PX + 56) scrollBy(0, -16);
      if (clientY > innerHeight - EDGE_PX) scrollBy(0, 16);
    };
    const drop = (): void => {
      end();
      const { document } = book.store.getState();
      if (to !== null && to !== indexOfCell(document, id)) moveCell(book, id, to);
    };
    const options = { signal: listening.signal };
    addEventListener("pointermove", move, options);
    addEventListener("pointerup", drop, options);
    addEventListener("pointercancel", end, options);
    addEventListener("keydown", ({ key }) => key === "Escape" && end(), options);
  };
}
