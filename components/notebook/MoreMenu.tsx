import type { ReactElement } from "react";
import { findCommand, runCommand } from "../../src/store/commands.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { MenuList, type MenuItem } from "../controls/MenuList.tsx";
import { Popover } from "../controls/Popover.tsx";
import { Icon } from "./Icon.tsx";
import { isMac } from "./isMac.ts";
import { useCommands } from "./useFrame.ts";
import { useBook } from "./useNotebook.ts";

const ENTRIES = [
  "run-all",
  "undo",
  "redo",
  "share",
  "export",
  "history",
  "bin",
  "fold-all",
  "unfold-all",
  "palette",
  "shortcuts",
  "library",
  "published",
] as const;
const APART: ReadonlySet<string> = new Set(["share", "history", "fold-all", "palette"]);

/** What the bar has no room for, and what is seldom wanted. */
export function MoreMenu(): ReactElement {
  const book = useBook();
  const context = useCommands();
  const items = (): MenuItem[] =>
    ENTRIES.flatMap((id) => {
      const command = findCommand(id);
      if (!command) return [];
      const [keys] = command.keys;
      return {
        id,
        label: command.title,
        ...(keys !== undefined && { keys: showKeys(keys, isMac()) }),
        disabled: command.enabled ? !command.enabled(book.store.getState()) : false,
        apart: APART.has(id),
        run: () => void runCommand(command, book, context),
      };
    });
  return (
    <Popover
      button={<Icon name="more" />}
      label="More"
      className="btn quiet icon"
      popup="menu"
      end
      fixed
    >
      {(close) => <MenuList label="The notebook" items={items()} close={close} />}
    </Popover>
  );
}
