/** One thing that can be done by key, from the palette or by a button. */
import type { Cell } from "../domain/document.ts";
import { indexOfCell } from "./cells.ts";
import type { Notebook, NotebookState } from "./notebook.ts";

export type Panel = "palette" | "shortcuts" | "history" | "bin" | "share" | "export";

/** What only the page can do for a command. */
export interface CommandContext {
  show(panel: Panel): void;
  goToLibrary(): void;
  goToPublished(): void;
  /** gives the keyboard to what is inside a cell */
  enterCell(id: string): void;
  /** gives the keyboard to a cell as a whole */
  leaveCell(id: string): void;
  /** opens the menu of kinds before the cell at `index` */
  openAddMenu(index: number): void;
  openCellMenu(id: string): void;
  /** where the caret stands in the text that is being written, characters; null when none is */
  caret(): number | null;
  toggleTheme(): void;
  toggleOutline(): void;
  renameNotebook(): void;
  copyLink(id: string): void;
}
/**
 * Where keys count: `anywhere`; in a `cell`, also while something is written in it;
 * `outside` fields; or only on the `page`, where no control has the keyboard.
 */
export type Where = "anywhere" | "cell" | "outside" | "page";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: "Move about" | "Cells" | "Run" | "Edit" | "Notebook";
  /** as strokes.ts writes them; the first is the one that is shown */
  readonly keys: readonly string[];
  readonly where: Where;
  /** whether it would do something now; always, when left out */
  readonly enabled?: (state: NotebookState) => boolean;
  readonly run: (book: Notebook, context: CommandContext) => void;
}

export const selectedCell = ({ document, selection }: NotebookState): Cell | undefined =>
  selection.cell === null ? undefined : document.cells[indexOfCell(document, selection.cell)];

export const hasSelection = (state: NotebookState): boolean => selectedCell(state) !== undefined;
