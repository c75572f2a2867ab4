/**
 * Everything that can be done with the notebook as a whole and with the selected cell, in one table.
 * Keys, the palette and the list of shortcuts all read it, so that they cannot disagree.
 */
import { CELL_COMMANDS } from "./cellCommands.ts";
import type { Command, CommandContext } from "./command.ts";
import type { Notebook } from "./notebook.ts";
import { NOTEBOOK_COMMANDS } from "./notebookCommands.ts";

export const COMMANDS: readonly Command[] = [...CELL_COMMANDS, ...NOTEBOOK_COMMANDS];

const byKeys = new Map(
  COMMANDS.flatMap((command) => command.keys.map((keys) => [keys, command] as const)),
);
/** The command of some keys, if any. */
export const commandOf = (keys: string): Command | undefined => byKeys.get(keys);

export const findCommand = (id: string): Command | undefined =>
  COMMANDS.find((command) => command.id === id);

/** Runs a command where it would do something; says whether it did. */
export function runCommand(command: Command, book: Notebook, context: CommandContext): boolean {
  if (command.enabled && !command.enabled(book.store.getState())) return false;
  command.run(book, context);
  return true;
}
