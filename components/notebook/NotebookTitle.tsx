import { useEffect, useState, type ReactElement } from "react";
import { setTitle } from "../../src/store/actions.ts";
import { useBook, useNotebook } from "./useNotebook.ts";

/** The notebook's title, which can be written over; it counts on Enter or when left. */
export function NotebookTitle(): ReactElement {
  const book = useBook();
  const title = useNotebook(({ document }) => document.title);
  const [draft, setDraft] = useState(title);
  useEffect(() => setDraft(title), [title]);
  const enter = (): void => {
    if (draft !== title) setTitle(book, draft);
    setDraft(book.store.getState().document.title);
  };
  return (
    <input
      type="text"
      className="title"
      aria-label="Notebook title"
      value={draft}
      maxLength={300}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={enter}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setDraft(title);
      }}
    />
  );
}
