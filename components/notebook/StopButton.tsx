import type { ReactElement } from "react";
import { isFigure } from "../../src/domain/document.ts";
import { cellTitle } from "../../src/store/cellTitle.ts";
import type { NotebookState } from "../../src/store/notebook.ts";
import { stopAll } from "../../src/store/runs.ts";
import { Icon } from "./Icon.tsx";
import { useBook, useNotebook } from "./useNotebook.ts";

/** What runs, in a few words; empty when nothing does. */
function sayRunning({ document, runtime }: NotebookState): string {
  const running = document.cells.filter(({ id }) => runtime.get(id)?.run.status === "running");
  const [first] = running;
  if (!first) return "";
  if (running.length > 1) return `${running.length} cells`;
  const number = document.cells.filter(isFigure).findIndex(({ id }) => id === first.id) + 1;
  return number > 0 ? `Fig. ${number}` : cellTitle(first);
}

/** Stops whatever runs, and says what that is. */
export function StopButton(): ReactElement {
  const book = useBook();
  const what = useNotebook(sayRunning);
  return (
    <button
      type="button"
      className="btn quiet stop"
      disabled={what === ""}
      aria-label={what === "" ? "Stop: nothing runs" : `Stop ${what}`}
      title={what === "" ? "Nothing runs" : `Stop ${what}`}
      onClick={() => stopAll(book)}
    >
      <Icon name="stop" />
      <span className="wide">Stop{what !== "" && ` ${what}`}</span>
    </button>
  );
}
