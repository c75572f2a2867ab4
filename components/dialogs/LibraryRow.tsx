import type { ReactElement } from "react";
import type { NotebookSummary } from "../../src/store/persistence/library.ts";
import { notebookHash } from "../../src/store/route.ts";
import { sayBytes } from "../cells/words.ts";
import { sayMoment } from "../notebook/sayTime.ts";
import { useBook } from "../notebook/useNotebook.ts";

const saySize = ({ cells, bytes }: NotebookSummary): string =>
  `${cells === 1 ? "1 cell" : `${cells} cells`}, ${sayBytes(bytes)}`;

/** A notebook with what can be done to it. */
export function NotebookRow(props: {
  readonly notebook: NotebookSummary;
  readonly onExport: () => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}): ReactElement {
  const { notebook, onExport, onDuplicate, onDelete } = props;
  const { id, title, modifiedAt, origin } = notebook;
  const book = useBook();
  const acts: readonly (readonly [string, () => void])[] = [
    ["Export", onExport],
    ["Duplicate", onDuplicate],
    ["Delete", onDelete],
  ];
  return (
    <li>
      <div className="what">
        <a href={notebookHash(id)}>{title}</a>
        <p>
          {saySize(notebook)}, changed {sayMoment(modifiedAt, book.date())}
          {origin?.type === "url" && `, from ${origin.url}`}
          {origin?.type === "link" && ", from a link"}
          {origin?.type === "example" && ", an example"}
        </p>
      </div>
      <div className="acts">
        {acts.map(([label, act]) => (
          <button
            type="button"
            key={label}
            className="btn quiet"
            aria-label={`${label} “${title}”`}
            onClick={act}
          >
            {label}
          </button>
        ))}
      </div>
    </li>
  );
}

/** A deleted notebook: it can be had back, or deleted for ever. */
export function DeletedRow(props: {
  readonly notebook: NotebookSummary;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}): ReactElement {
  const { notebook, onRestore, onPurge } = props;
  const { title, deletedAt } = notebook;
  const book = useBook();
  return (
    <li>
      <div className="what">
        <span className="gone">{title}</span>
        <p>
          {saySize(notebook)}, deleted {sayMoment(deletedAt ?? "", book.date())}
        </p>
      </div>
      <div className="acts">
        <button
          type="button"
          className="btn quiet"
          aria-label={`Put back “${title}”`}
          onClick={onRestore}
        >
          Put back
        </button>
        <button
          type="button"
          className="btn quiet"
          aria-label={`Delete “${title}” for ever`}
          onClick={onPurge}
        >
          Delete for ever
        </button>
      </div>
    </li>
  );
}
