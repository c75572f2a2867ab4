import { useEffect, useRef, type RefObject } from "react";
import { isWrittenIn } from "../notebook/cellElements.ts";
import { showCell } from "../notebook/showCell.ts";
import { useNotebook } from "../notebook/useNotebook.ts";

/** Gives a cell the keyboard when it is selected and nothing in it has it already. */
export function useCellFocus(id: string): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const commanded = useNotebook(({ selection }) => selection.cell === id && !selection.editing);
  const isNew = useRef(true);
  useEffect(() => {
    const block = isNew.current ? blockOfNew(element.current) : "nearest";
    isNew.current = false;
    const cell = element.current;
    const active = document.activeElement;
    if (!commanded || !cell || document.querySelector("dialog[open]")) return;
    if (cell.contains(active) && !isWrittenIn(active)) return;
    // what is being pressed must not move away from under the pointer; it gets the keyboard anyway
    if (cell.matches(":active")) return;
    cell.focus({ preventScroll: true });
    showCell(cell, block);
  }, [commanded]);
  return element;
}

/** One that comes out of sight, as the model of a file that was dropped, is shown with what follows it. */
function blockOfNew(cell: HTMLElement | null): "start" | "nearest" {
  const top = cell?.getBoundingClientRect().top ?? 0;
  return top < 0 || top > innerHeight ? "start" : "nearest";
}
