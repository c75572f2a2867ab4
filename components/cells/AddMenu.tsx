import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import type { CellType } from "../../src/domain/document.ts";
import { findKinds, type CellKind } from "./cellKinds.ts";

const COLUMNS = 2;

/** The address that opens a notebook's link in this page; null when the text is no link. */
function notebookLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const fragment = /#(doc=.+)$/.exec(text);
  if (fragment) return `#${fragment[1]}`;
  if (url.protocol !== "https:") return null;
  return `?notebook=${encodeURIComponent(url.href)}`;
}

/** The kinds of cells: filtered by what is typed, walked by arrows, taken by Enter. */
export function AddMenu(props: {
  readonly onChoose: (type: CellType) => void;
  readonly onLink: (link: string) => void;
}): ReactElement {
  const { onChoose, onLink } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const kinds = findKinds(query);
  const link = notebookLink(query.trim());
  const active = kinds[Math.min(at, kinds.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    // in a word that is typed, left and right move the caret
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (step !== undefined && !(sideways && query !== "")) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(kinds.length - 1, at + step)));
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (link !== null) onLink(link);
    else if (active) onChoose(active.type);
  };
  return (
    <>
      <div className="add-query">
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active && link === null ? `${id}-${active.type}` : undefined}
          aria-label="Kind of cell"
          placeholder="Type to filter, or paste a link to a notebook"
          value={query}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
        />
        <kbd>esc</kbd>
      </div>
      <div className="add-kinds" id={id} role="listbox" aria-label="Kinds of cells">
        {link === null ? (
          kinds.map((kind) => (
            <Kind
              key={kind.type}
              id={`${id}-${kind.type}`}
              kind={kind}
              active={kind === active}
              onChoose={() => onChoose(kind.type)}
            />
          ))
        ) : (
          <button
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected
            className="add-link"
            onClick={() => onLink(link)}
          >
            Open the notebook of this link
          </button>
        )}
      </div>
      {kinds.length === 0 && link === null && (
        <p className="add-none">No kind of cell is called that.</p>
      )}
    </>
  );
}

function Kind(props: {
  readonly id: string;
  readonly kind: CellKind;
  readonly active: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { id, kind, active, onChoose } = props;
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="add-kind"
      onClick={onChoose}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={kind.path} />
      </svg>
      <b>{kind.name}</b>
      <span>{kind.about}</span>
      <kbd>{kind.letter.toUpperCase()}</kbd>
    </button>
  );
}
