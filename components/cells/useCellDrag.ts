import type { PointerEvent as ReactPointerEvent } from "react";
import { moveCell } from "../../src/store/actions.ts";
import { indexOfCell } from "../../src/store/cells.ts";
import { select } from "../../src/store/selection.ts";
import { cellElement } from "../notebook/cellElements.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { lineAt, placeAt, type Box, type DropLine } from "./dropPlace.ts";

const THRESHOLD_PX = 4;
/** Nearer to the window's edge than this the page scrolls. */
const EDGE_PX = 72;

const boxOf = (cell: Element): Box => {
  const { top, bottom, left, right } = cell.getBoundingClientRect();
  return { top, bottom, left, right, inRow: cell.closest(".slot:not([data-of='1'])") !== null };
};

/** Puts the line into the column; its class gives it what it is not told here. */
function draw(line: HTMLElement, at: DropLine | null, frame: DOMRect): void {
  line.hidden = at === null;
  line.classList.toggle("standing", at?.type === "standing");
  if (!at) return;
  line.style.top = `${at.y - frame.top}px`;
  line.style.left = at.type === "standing" ? `${at.x - frame.left}px` : "";
  line.style.height = at.type === "standing" ? `${at.height}px` : "";
}

/** Begins to drag a cell by the mouse or a finger; Escape leaves it where it was. */
export function useCellDrag(id: string): (event: ReactPointerEvent<HTMLElement>) => void {
  const book = useBook();
  return (event) => {
    const cell = cellElement(id);
    const column = cell?.closest(".cells");
    if (event.button !== 0 || !cell || !column) return;
    event.preventDefault();
    select(book, id);
    event.currentTarget.focus({ preventScroll: true });
    const others = [...column.querySelectorAll(".cell")].filter((other) => other !== cell);
    const line = document.createElement("div");
    line.className = "drop-line";
    const from = { x: event.clientX, y: event.clientY };
    let to: number | null = null;

    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      line.remove();
      delete cell.dataset["dragged"];
    };
    const move = ({ clientX: x, clientY: y }: PointerEvent): void => {
      if (to === null && Math.hypot(x - from.x, y - from.y) < THRESHOLD_PX) return;
      const boxes = others.map(boxOf);
      to = placeAt(boxes, x, y);
      cell.dataset["dragged"] = "";
      if (!line.isConnected) column.append(line);
      draw(line, lineAt(boxes, to, y), column.getBoundingClientRect());
      if (y < EDGE_PX + 56) scrollBy(0, -16);
      if (y > innerHeight - EDGE_PX) scrollBy(0, 16);
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
