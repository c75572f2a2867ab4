import { useEffect } from "react";
import type { Command, CommandContext } from "../../src/store/command.ts";
import { commandOf, runCommand } from "../../src/store/commands.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { createStrokes, strokeOf } from "../../src/store/strokes.ts";
import { isField, isWrittenIn } from "./cellElements.ts";

/** Whether a command's keys count where the keyboard is. */
function counts(command: Command, target: Element, bare: boolean): boolean {
  const onPage = target === document.body || target.matches("main, .cell");
  switch (command.where) {
    case "anywhere":
      return true;
    case "cell":
      return onPage || target.closest(".cell") !== null;
    case "outside":
      return bare ? !isField(target) : !isWrittenIn(target);
    case "page":
      return onPage;
    default:
      return command.where satisfies never;
  }
}

/** Listens for the keys of the commands; menus and dialogs keep theirs. */
export function useCommandKeys(book: Notebook, context: CommandContext, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const follow = createStrokes();
    const listen = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector("dialog[open]") || target.closest("[popover]")) return;
      const stroke = strokeOf(event);
      const sequences = !isField(target) && !event.repeat;
      const keys = sequences
        ? follow(stroke, event.timeStamp, (two) => commandOf(two) !== undefined)
        : stroke;
      const command = commandOf(keys);
      const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (command && counts(command, target, bare) && runCommand(command, book, context))
        event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [book, context, active]);
}
