import { useState, type ReactElement } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { Markdown } from "./Markdown.tsx";
import { TextArea } from "./TextArea.tsx";

/** The caption of a figure in Markdown; an empty one is made of what the figure shows. */
export function FigureCaption(props: {
  readonly cell: FigureCell;
  readonly fallback: string;
}): ReactElement {
  const { cell, fallback } = props;
  const book = useBook();
  const [editing, setEditing] = useState(false);
  const text = cell.caption || fallback;
  if (editing)
    return (
      <TextArea
        className="caption-source"
        label="Caption of the figure, in Markdown"
        value={text}
        onChange={(caption) =>
          changeCell(
            book,
            cell.id,
            (old) => ("caption" in old ? { ...old, caption } : old),
            "Write a caption",
            `caption:${cell.id}`,
          )
        }
        onLeave={() => setEditing(false)}
      />
    );
  return (
    <div className="caption" onDoubleClick={() => setEditing(true)}>
      <Markdown text={text} />
      {!cell.bare && (
        <button
          type="button"
          className={text === "" ? "btn quiet edit only" : "btn quiet edit"}
          onClick={() => setEditing(true)}
        >
          {text === "" ? "Write a caption" : "Edit the caption"}
        </button>
      )}
    </div>
  );
}
