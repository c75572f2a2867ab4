/** What can be done with the selected cell. */
import {
  addCell,
  copyCells,
  cutCells,
  duplicateCell,
  mergeWithNext,
  moveCell,
  pasteCells,
  splitText,
  toggleBare,
  toggleFold,
} from "./actions.ts";
import { indexOfCell } from "./cells.ts";
import { hasSelection, selectedCell, type Command } from "./command.ts";
import { deleteWithNotice } from "./deleteWithNotice.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { runCell, stopCell } from "./runs.ts";
import { select, selectBy } from "./selection.ts";

const isText = (state: NotebookState): boolean => selectedCell(state)?.type === "text";
const computes = (state: NotebookState): boolean =>
  !["text", "unknown", undefined].includes(selectedCell(state)?.type);
const selected = (book: Notebook): string | null => book.store.getState().selection.cell;

/** Calls with the selected cell's id and place; nothing is selected, nothing is done. */
const onCell =
  (act: (book: Notebook, id: string, index: number) => void) =>
  (book: Notebook): void => {
    const id = selected(book);
    const index = id === null ? -1 : indexOfCell(book.store.getState().document, id);
    if (id !== null && index >= 0) act(book, id, index);
  };
/** The place before or after the selected cell; the end of the page when none is selected. */
export function placeBeside(book: Notebook, after: boolean): number {
  const { document, selection } = book.store.getState();
  const index = selection.cell === null ? -1 : indexOfCell(document, selection.cell);
  if (index < 0) return after ? document.cells.length : 0;
  return after ? index + 1 : index;
}
const run = onCell((book, id) => {
  select(book, id);
  if (computes(book.store.getState())) runCell(book, id);
});

export const CELL_COMMANDS: readonly Command[] = [
  {
    id: "select-above",
    title: "Select the cell above",
    group: "Move about",
    keys: ["ArrowUp"],
    where: "page",
    run: (book) => selectBy(book, -1),
  },
  {
    id: "select-below",
    title: "Select the cell below",
    group: "Move about",
    keys: ["ArrowDown"],
    where: "page",
    run: (book) => selectBy(book, 1),
  },
  {
    id: "previous",
    title: "Select the cell above, also from a button",
    group: "Move about",
    keys: ["k"],
    where: "outside",
    run: (book) => selectBy(book, -1),
  },
  {
    id: "next",
    title: "Select the cell below, also from a button",
    group: "Move about",
    keys: ["j"],
    where: "outside",
    run: (book) => selectBy(book, 1),
  },
  {
    id: "enter",
    title: "Edit the cell",
    group: "Move about",
    keys: ["Enter"],
    where: "page",
    enabled: hasSelection,
    run: (book, context) => {
      const id = selected(book);
      if (id !== null) context.enterCell(id);
    },
  },
  {
    id: "leave",
    title: "Leave the cell’s text or controls",
    group: "Move about",
    keys: ["Escape"],
    where: "cell",
    enabled: hasSelection,
    run: (book, context) => {
      const id = selected(book);
      if (id !== null) context.leaveCell(id);
    },
  },
  {
    id: "run-and-next",
    title: "Run the cell and go on",
    group: "Run",
    keys: ["Shift+Enter"],
    where: "cell",
    enabled: hasSelection,
    run: (book) => {
      run(book);
      selectBy(book, 1);
    },
  },
  {
    id: "run",
    title: "Run the cell",
    group: "Run",
    keys: ["Mod+Enter"],
    where: "cell",
    enabled: hasSelection,
    run,
  },
  {
    id: "run-and-add",
    title: "Run the cell and write below",
    group: "Run",
    keys: ["Alt+Enter"],
    where: "cell",
    enabled: hasSelection,
    run: (book) => {
      run(book);
      addCell(book, "text", placeBeside(book, true));
    },
  },
  {
    id: "stop",
    title: "Stop the cell",
    group: "Run",
    keys: ["i i"],
    where: "outside",
    enabled: ({ selection, runtime }) =>
      selection.cell !== null && runtime.get(selection.cell)?.run.status === "running",
    run: onCell((book, id) => stopCell(book, id)),
  },
  {
    id: "add",
    title: "Add a cell…",
    group: "Cells",
    keys: ["n"],
    where: "outside",
    run: (book, context) => context.openAddMenu(placeBeside(book, true)),
  },
  {
    id: "add-above",
    title: "Write text above",
    group: "Cells",
    keys: ["a"],
    where: "outside",
    run: (book) => void addCell(book, "text", placeBeside(book, false)),
  },
  {
    id: "add-below",
    title: "Write text below",
    group: "Cells",
    keys: ["b"],
    where: "outside",
    run: (book) => void addCell(book, "text", placeBeside(book, true)),
  },
  {
    id: "write",
    title: "Write in this text, or text below a figure",
    group: "Cells",
    keys: ["m"],
    where: "outside",
    run: (book) => {
      const cell = selectedCell(book.store.getState());
      if (cell?.type === "text") select(book, cell.id, true);
      else addCell(book, "text", placeBeside(book, true));
    },
  },
  {
    id: "delete",
    title: "Delete the cell",
    group: "Cells",
    keys: ["d d", "Delete"],
    where: "outside",
    enabled: hasSelection,
    run: onCell(deleteWithNotice),
  },
  {
    id: "cut",
    title: "Cut the cell",
    group: "Cells",
    keys: ["x"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id) => cutCells(book, [id])),
  },
  {
    id: "copy",
    title: "Copy the cell",
    group: "Cells",
    keys: ["c"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id) => copyCells(book, [id])),
  },
  {
    id: "paste",
    title: "Paste below",
    group: "Cells",
    keys: ["v"],
    where: "outside",
    run: (book) => pasteCells(book, placeBeside(book, true)),
  },
  {
    id: "paste-above",
    title: "Paste above",
    group: "Cells",
    keys: ["Shift+v"],
    where: "outside",
    run: (book) => pasteCells(book, placeBeside(book, false)),
  },
  {
    id: "duplicate",
    title: "Duplicate the cell",
    group: "Cells",
    keys: ["Shift+d"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id) => duplicateCell(book, id)),
  },
  {
    id: "move-up",
    title: "Move the cell up",
    group: "Cells",
    keys: ["Alt+ArrowUp"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id, index) => moveCell(book, id, index - 1)),
  },
  {
    id: "move-down",
    title: "Move the cell down",
    group: "Cells",
    keys: ["Alt+ArrowDown"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id, index) => moveCell(book, id, index + 1)),
  },
  {
    id: "split",
    title: "Split the text at the caret",
    group: "Cells",
    keys: ["Mod+Shift+-"],
    where: "cell",
    enabled: isText,
    run: (book, context) => {
      const cell = selectedCell(book.store.getState());
      if (cell?.type === "text") splitText(book, cell.id, context.caret() ?? halfway(cell.text));
    },
  },
  {
    id: "merge",
    title: "Merge the text with the next",
    group: "Cells",
    keys: ["Shift+m"],
    where: "outside",
    enabled: isText,
    run: onCell((book, id) => mergeWithNext(book, id)),
  },
  {
    id: "fold",
    title: "Fold or unfold the cell",
    group: "Cells",
    keys: ["f"],
    where: "outside",
    enabled: hasSelection,
    run: onCell((book, id) => toggleFold(book, id)),
  },
  {
    id: "hide",
    title: "Hide or show the cell’s controls",
    group: "Cells",
    keys: ["h"],
    where: "outside",
    enabled: computes,
    run: onCell((book, id) => toggleBare(book, id)),
  },
  {
    id: "copy-link",
    title: "Copy a link to the cell",
    group: "Cells",
    keys: ["l"],
    where: "outside",
    enabled: hasSelection,
    run: (book, context) => {
      const id = selected(book);
      if (id !== null) context.copyLink(id);
    },
  },
  {
    id: "cell-menu",
    title: "Open the cell’s menu",
    group: "Cells",
    keys: ["."],
    where: "outside",
    enabled: hasSelection,
    run: (book, context) => {
      const id = selected(book);
      if (id !== null) context.openCellMenu(id);
    },
  },
];

/** The paragraph break nearest to the middle, for a text without a caret in it. */
function halfway(text: string): number {
  const middle = text.length / 2;
  const breaks = [...text.matchAll(/\n\s*\n/g)].map(({ index }) => index);
  return breaks.toSorted((p, q) => Math.abs(p - middle) - Math.abs(q - middle))[0] ?? text.length;
}
