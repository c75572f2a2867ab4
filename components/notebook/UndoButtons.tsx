import type { ReactElement } from "react";
import { canRedo, canUndo, redo, undo } from "../../src/store/editing.ts";
import { Icon } from "./Icon.tsx";
import { useBook, useNotebook } from "./useNotebook.ts";

/** One step back, one step forth, each saying what it would do. */
export function UndoButtons(): ReactElement {
  const book = useBook();
  const back = useNotebook(canUndo);
  const forth = useNotebook(canRedo);
  return (
    <>
      <button
        type="button"
        className="btn quiet icon wide undoing"
        disabled={back === null}
        aria-label={back === null ? "Undo" : `Undo: ${back}`}
        title={back === null ? "Nothing to undo" : `Undo: ${back}`}
        onClick={() => undo(book)}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="btn quiet icon wide undoing"
        disabled={forth === null}
        aria-label={forth === null ? "Redo" : `Redo: ${forth}`}
        title={forth === null ? "Nothing to redo" : `Redo: ${forth}`}
        onClick={() => redo(book)}
      >
        <Icon name="redo" />
      </button>
    </>
  );
}
