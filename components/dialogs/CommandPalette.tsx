import { useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactElement } from "react";
import type { NotebookSummary } from "../../src/store/persistence/library.ts";
import { isMac } from "../notebook/isMac.ts";
import { useCommands } from "../notebook/useFrame.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";
import { findEntries, listEntries, type PaletteEntry } from "./paletteEntries.ts";

/** Finds a command, a cell or a notebook by a few letters, and takes it by Enter. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const book = useBook();
  const context = useCommands();
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [notebooks, setNotebooks] = useState<readonly NotebookSummary[]>([]);
  useEffect(() => {
    let here = true;
    // without a library there is nothing to list, and nothing to say about it here
    book.library?.list().then(
      (list) => here && setNotebooks(list),
      () => undefined,
    );
    return () => void (here = false);
  }, [book]);
  const entries = useMemo(
    () => listEntries(book, context, notebooks, isMac()),
    [book, context, notebooks],
  );
  const found = findEntries(entries, query);
  const active = found[Math.min(at, found.length - 1)];
  const take = (entry: PaletteEntry): void => {
    onClose();
    // the dialog gives the keyboard back before the command may take it
    requestAnimationFrame(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    const next = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    }
    if (event.key === "Enter" && active) {
      event.preventDefault();
      take(active);
    }
  };
  return (
    <Dialog title="Command palette" className="palette" head={false} onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active && `${id}-${active.id}`}
        aria-label="Command, cell or notebook"
        placeholder="A command, a cell or a notebook"
        value={query}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
      />
      <div role="listbox" id={id} aria-label="Found" className="found">
        {found.map((entry) => (
          <Entry
            key={entry.id}
            id={`${id}-${entry.id}`}
            entry={entry}
            active={entry === active}
            onTake={() => take(entry)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="none">Nothing is called that.</p>}
    </Dialog>
  );
}

function Entry(props: {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly active: boolean;
  readonly onTake: () => void;
}): ReactElement {
  const { id, entry, active, onTake } = props;
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="entry-line"
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      onClick={onTake}
    >
      <span className="t">{entry.title}</span>
      {entry.note !== "" &&
        (entry.kind === "command" ? <kbd>{entry.note}</kbd> : <small>{entry.note}</small>)}
    </button>
  );
}
