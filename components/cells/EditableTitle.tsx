import { useState, type ReactElement } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";

const MOST_CHARACTERS = 300;

/** The title of a figure, written where it stands; an empty one is made of the content. */
export function EditableTitle(props: {
  readonly cell: FigureCell;
  readonly fallback: string;
}): ReactElement {
  const { cell, fallback } = props;
  const book = useBook();
  const [editing, setEditing] = useState(false);
  if (!editing)
    return (
      <button
        type="button"
        className="editable"
        title="Edit the title"
        onClick={() => setEditing(true)}
      >
        {cell.title || fallback}
      </button>
    );
  const write = (title: string): void =>
    changeCell(
      book,
      cell.id,
      (old) => ("title" in old ? { ...old, title } : old),
      "Title a figure",
      `title:${cell.id}`,
    );
  return (
    <textarea
      className="editable"
      aria-label="Title of the figure"
      rows={1}
      maxLength={MOST_CHARACTERS}
      placeholder={fallback}
      value={cell.title}
      ref={focusAtEnd}
      onChange={(event) => write(event.target.value.replace(/\n/g, " "))}
      onBlur={() => setEditing(false)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}

/** A stable function, so that the caret is set once. */
function focusAtEnd(element: HTMLTextAreaElement | null): void {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.setSelectionRange(element.value.length, element.value.length);
}
