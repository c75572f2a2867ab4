import { useEffect, useMemo, useState, type ReactElement } from "react";
import type { NotebookDocument } from "../../src/domain/document.ts";
import { toWireError } from "../../src/domain/errors.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import type { NotebookState } from "../../src/store/notebook.ts";
import { notify } from "../../src/store/notices.ts";
import type { Snapshot } from "../../src/store/persistence/library.ts";
import { restoreSnapshot } from "../../src/store/session.ts";
import { sumChanges } from "../../src/store/sumChanges.ts";
import { diffCells, type CellChange } from "../../src/store/wordDiff.ts";
import { sayMoment } from "../notebook/sayTime.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";

const MOST_WORDS = 24;
const MOST_CELLS = 8;

/** Earlier versions of the notebook: when, what is different now, and the way back. */
export function HistoryPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const book = useBook();
  const id = useNotebook((state) => state.id);
  const [snapshots, setSnapshots] = useState<readonly Snapshot[] | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let here = true;
    if (!book.library) setProblem("This browser keeps no earlier versions.");
    book.library?.snapshots(id).then(
      (list) => here && setSnapshots(list.toSorted((p, q) => (p.at < q.at ? 1 : -1))),
      (error: unknown) => here && setProblem(toWireError(error).message),
    );
    return () => void (here = false);
  }, [book, id]);
  const happened = useMemo(() => (snapshots ? sayHappened(snapshots) : []), [snapshots]);
  return (
    <Dialog title="History" className="side" onClose={onClose}>
      <p className="lead">
        Versions are kept by themselves. Restoring one can be undone, and what is here now is kept
        too.
      </p>
      {problem !== "" && <p role="alert">{problem}</p>}
      {snapshots?.length === 0 && <p>No earlier version yet.</p>}
      <ol className="versions">
        {snapshots?.map((snapshot, i) => (
          <Version
            key={snapshot.id}
            snapshot={snapshot}
            happened={happened[i] ?? ""}
            onClose={onClose}
          />
        ))}
      </ol>
    </Dialog>
  );
}

/** What each version, newest first, brought since the one before it. */
function sayHappened(snapshots: readonly Snapshot[]): readonly string[] {
  const documents = snapshots.map(readVersion);
  return documents.map((document, i) => {
    const before = documents[i + 1];
    if (!document) return "cannot be read";
    if (before) return sumChanges(before, document);
    const { length } = document.cells;
    return length === 1 ? "1 cell" : `${length} cells`;
  });
}

/** The document of a version; null when it cannot be read. */
function readVersion({ text }: Snapshot): NotebookDocument | null {
  try {
    return parseNotebook(text, { keepUnreadable: true }).document;
  } catch {
    return null;
  }
}

/** What would change by going back to a version; null when it cannot be read. */
function changesTo(snapshot: Snapshot, state: NotebookState): readonly CellChange[] | null {
  const document = readVersion(snapshot);
  return document && diffCells(state.document, document);
}

function Version(props: {
  readonly snapshot: Snapshot;
  /** since the version before it */
  readonly happened: string;
  readonly onClose: () => void;
}): ReactElement {
  const { snapshot, happened, onClose } = props;
  const book = useBook();
  const [changes, setChanges] = useState<readonly CellChange[] | null>();
  const restore = (): void => {
    onClose();
    void restoreSnapshot(book, snapshot).then(
      () => notify(book, `The version of ${sayMoment(snapshot.at, book.date())} is back`),
      (error: unknown) => notify(book, toWireError(error).message),
    );
  };
  return (
    <li>
      <details
        onToggle={(event) =>
          event.currentTarget.open && setChanges(changesTo(snapshot, book.store.getState()))
        }
      >
        <summary>
          <b>{sayMoment(snapshot.at, book.date())}</b> <span>{happened}</span>{" "}
          <small>{snapshot.label}</small>
        </summary>
        {changes === null && <p>This version cannot be read.</p>}
        {changes?.length === 0 && <p>The cells are the same as now.</p>}
        {changes && changes.length > 0 && (
          <>
            <p className="lead">Going back would change:</p>
            <ul className="changes">
              {changes.slice(0, MOST_CELLS).map((change) => (
                <Changed key={change.id} change={change} />
              ))}
              {changes.length > MOST_CELLS && <li>and {changes.length - MOST_CELLS} more cells</li>}
            </ul>
          </>
        )}
      </details>
      <button type="button" className="btn" onClick={restore}>
        Restore
      </button>
    </li>
  );
}

const clip = (words: readonly string[]): string =>
  words.slice(0, MOST_WORDS).join(" ") + (words.length > MOST_WORDS ? " …" : "");

function Changed({ change }: { readonly change: CellChange }): ReactElement {
  const { title, what, words } = change;
  return (
    <li>
      <b>{title}</b> {what === "added" ? "comes back" : what === "deleted" ? "goes" : ""}
      {what === "changed" && (
        <span className="words">
          {words.removed.length > 0 && <del>{clip(words.removed)}</del>}{" "}
          {words.added.length > 0 && <ins>{clip(words.added)}</ins>}
        </span>
      )}
    </li>
  );
}
