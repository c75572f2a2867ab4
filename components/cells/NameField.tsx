import { useEffect, useId, useState, type ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import { toWireError } from "../../src/domain/errors.ts";
import { renameModel } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** What other cells call a model; a new name counts on Enter or when left, here and wherever it is spoken of. */
export function NameField({ cell }: { readonly cell: ModelCell }): ReactElement {
  const book = useBook();
  const id = useId();
  const [draft, setDraft] = useState(cell.name);
  const [problem, setProblem] = useState<string | null>(null);
  const forget = (): void => {
    setDraft(cell.name);
    setProblem(null);
  };
  useEffect(() => {
    setDraft(cell.name);
    setProblem(null);
  }, [cell.name]);
  const enter = (): void => {
    if (draft === cell.name) return setProblem(null);
    try {
      renameModel(book, cell.id, draft);
      setProblem(null);
    } catch (error) {
      setProblem(toWireError(error).message);
    }
  };
  return (
    <div className="named">
      <input
        className="var"
        type="text"
        aria-label="Name of the model in this notebook"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        spellCheck={false}
        autoCapitalize="none"
        maxLength={40}
        size={Math.max(4, draft.length)}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={enter}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey) enter();
          if (event.key === "Escape") forget();
        }}
      />
      {problem !== null && (
        <p className="problem" id={id} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
