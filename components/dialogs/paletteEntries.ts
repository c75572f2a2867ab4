/** What the palette finds: commands, the cells of this notebook, the notebooks of this browser. */
import { isFigure } from "../../src/domain/document.ts";
import { addCell } from "../../src/store/actions.ts";
import { cellTitle } from "../../src/store/cellTitle.ts";
import type { Command, CommandContext } from "../../src/store/command.ts";
import { placeBeside } from "../../src/store/cellCommands.ts";
import { COMMANDS, runCommand } from "../../src/store/commands.ts";
import { filterFuzzy } from "../../src/store/fuzzy.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import type { NotebookSummary } from "../../src/store/persistence/library.ts";
import { notebookHash } from "../../src/store/route.ts";
import { select } from "../../src/store/selection.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { CELL_KINDS, type CellKind } from "../cells/cellKinds.ts";

export interface PaletteEntry {
  readonly id: string;
  readonly kind: "command" | "cell" | "notebook";
  readonly title: string;
  /** keys of a command, number of a figure; may be empty */
  readonly note: string;
  readonly run: () => void;
}
/** More are not drawn: a query narrows them. */
const MOST_SHOWN = 40;

/** Adds a cell of a kind, in the words of the add menu, below the selected one. */
const additionOf = (book: Notebook, { type, name, about }: CellKind): PaletteEntry => ({
  id: `add-${type}`,
  kind: "command",
  title: `Add: ${type === "erf" ? name : name.toLowerCase()} · ${about}`,
  note: "",
  run: () => addCell(book, type, placeBeside(book, true)),
});

/** Everything that can be found now; a command that would do nothing is left out. */
export function listEntries(
  book: Notebook,
  context: CommandContext,
  notebooks: readonly NotebookSummary[],
  mac: boolean,
): readonly PaletteEntry[] {
  const state = book.store.getState();
  const able = COMMANDS.filter(
    ({ id, enabled }) => id !== "palette" && (!enabled || enabled(state)),
  );
  // who moves about by keys does not come here for it
  const moving = able.filter(({ group }) => group === "Move about");
  const entryOf = (command: Command): PaletteEntry => ({
    id: `command-${command.id}`,
    kind: "command",
    title: command.title,
    note: command.keys[0] === undefined ? "" : showKeys(command.keys[0], mac),
    run: () => void runCommand(command, book, context),
  });
  const commands = [
    ...able.filter((command) => !moving.includes(command)).map(entryOf),
    ...CELL_KINDS.map((kind) => additionOf(book, kind)),
    ...moving.map(entryOf),
  ];
  const figures = state.document.cells.filter(isFigure);
  const cells = state.document.cells.map((cell) => ({
    id: `cell-${cell.id}`,
    kind: "cell" as const,
    title: cellTitle(cell),
    note: isFigure(cell) ? `Fig. ${figures.indexOf(cell) + 1}` : cell.type,
    run: () => select(book, cell.id),
  }));
  const others = notebooks
    .filter(({ id, deletedAt }) => id !== state.id && deletedAt === null)
    .map(({ id, title }) => ({
      id: `notebook-${id}`,
      kind: "notebook" as const,
      title,
      note: "notebook",
      run: () => void (location.hash = notebookHash(id)),
    }));
  return [...commands, ...cells, ...others];
}

/** The entries that fit a query, best first. */
export const findEntries = (
  entries: readonly PaletteEntry[],
  query: string,
): readonly PaletteEntry[] =>
  filterFuzzy(entries, query, ({ title }) => title).slice(0, MOST_SHOWN);
