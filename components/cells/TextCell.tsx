import type { ReactElement } from "react";
import type { TextCell as Text } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { select } from "../../src/store/selection.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Markdown } from "./Markdown.tsx";
import { TextArea } from "./TextArea.tsx";

/** Words: drawn, or as Markdown while they are written. */
export function TextCell({ cell }: { readonly cell: Text }): ReactElement {
  const book = useBook();
  const { id, text } = cell;
  const editing = useNotebook(({ selection }) => selection.cell === id && selection.editing);
  if (editing)
    return (
      <TextArea
        className="text-source"
        label="Text in Markdown, with TeX between dollar signs"
        placeholder="Write in Markdown, with TeX between $ signs"
        value={text}
        onChange={(next) =>
          changeCell(
            book,
            id,
            (old) => (old.type === "text" ? { ...old, text: next } : old),
            "Write",
            `text:${id}`,
          )
        }
      />
    );
  return (
    <div className="text-shown" onDoubleClick={() => select(book, id, true)}>
      {text.trim() === "" ? (
        <button type="button" className="text-prompt" onClick={() => select(book, id, true)}>
          Empty text: write here
        </button>
      ) : (
        <Markdown text={text} className="prose" />
      )}
    </div>
  );
}
