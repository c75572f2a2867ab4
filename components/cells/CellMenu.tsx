import type { ReactElement } from "react";
import type { Cell } from "../../src/domain/document.ts";
import type { CommandContext } from "../../src/store/command.ts";
import { findCommand, runCommand } from "../../src/store/commands.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { select } from "../../src/store/selection.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { MenuList, type MenuItem } from "../controls/MenuList.tsx";
import { Popover } from "../controls/Popover.tsx";
import { Icon } from "../notebook/Icon.tsx";
import { isMac } from "../notebook/isMac.ts";
import { useCommands } from "../notebook/useFrame.ts";
import { useBook } from "../notebook/useNotebook.ts";

const ENTRIES: readonly (readonly [id: string, label: string])[] = [
  ["run", "Run"],
  ["stop", "Stop"],
  ["move-up", "Move up"],
  ["move-down", "Move down"],
  ["duplicate", "Duplicate"],
  ["split", "Split"],
  ["merge", "Merge with the next"],
  ["fold", "Fold"],
  ["hide", "Hide controls"],
  ["copy", "Copy"],
  ["cut", "Cut"],
  ["copy-link", "Copy link to this cell"],
  ["delete", "Delete"],
];
const APART = new Set(["move-up", "fold", "copy", "delete"]);
const TEXT_ONLY = new Set(["split", "merge"]);
const COMPUTED_ONLY = new Set(["run", "stop", "hide"]);

function labelOf(id: string, label: string, cell: Cell): string {
  if (id === "fold" && cell.folded) return "Unfold";
  if (id === "hide" && cell.bare) return "Show controls";
  return label;
}

/** The entries that make sense for a cell; each is a command of the table. */
function itemsOf(book: Notebook, context: CommandContext, cell: Cell): MenuItem[] {
  const isText = cell.type === "text";
  const computes = !isText && cell.type !== "unknown";
  const { document, runtime } = book.store.getState();
  const at = document.cells.indexOf(cell);
  const off: Readonly<Record<string, boolean>> = {
    stop: runtime.get(cell.id)?.run.status !== "running",
    "move-up": at === 0,
    "move-down": at === document.cells.length - 1,
    merge: document.cells[at + 1]?.type !== "text",
  };
  return ENTRIES.filter(
    ([id]) => (isText || !TEXT_ONLY.has(id)) && (computes || !COMPUTED_ONLY.has(id)),
  ).flatMap(([id, label]) => {
    const command = findCommand(id);
    if (!command) return [];
    const [keys] = command.keys;
    return {
      id,
      label: labelOf(id, label, cell),
      ...(keys !== undefined && { keys: showKeys(keys, isMac()) }),
      disabled: off[id] ?? false,
      apart: APART.has(id),
      run: () => {
        select(book, cell.id);
        runCommand(command, book, context);
      },
    };
  });
}

/** What can be done with one cell. */
export function CellMenu(props: { readonly cell: Cell; readonly selected: boolean }): ReactElement {
  const { cell, selected } = props;
  const book = useBook();
  const context = useCommands();
  return (
    <Popover
      button={<Icon name="more" />}
      label="More actions for this cell"
      className="btn quiet icon cell-more"
      popup="menu"
      end
      tabIndex={selected ? 0 : -1}
    >
      {(close) => <MenuList label="This cell" items={itemsOf(book, context, cell)} close={close} />}
    </Popover>
  );
}
