import { useId, type ReactElement } from "react";
import { type ModelCell, type ModelOrigin, NO_EDITS } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { ARCHITECTURES } from "../../src/store/architectures.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** The model's name as the head of its card; with random weights it is a list of all architectures. */
export function ArchitectureName(props: {
  readonly cell: ModelCell;
  readonly name: string;
}): ReactElement {
  const { cell, name } = props;
  const { origin } = cell;
  const id = useId();
  const book = useBook();
  const choosable = origin.type === "random" && !cell.bare;
  const take = (next: ModelOrigin): void =>
    changeCell(
      book,
      cell.id,
      // sizes that suit one network seldom suit another
      (old) => (old.type === "model" ? { ...old, origin: next, edits: NO_EDITS } : old),
      "Choose another architecture",
    );
  return (
    <div className="architecture">
      <h2>{name}</h2>
      {choosable && (
        <div className="choose">
          <label htmlFor={id} className="unseen">
            Architecture
          </label>
          <select
            id={id}
            title="Choose another architecture"
            value={origin.architecture}
            onChange={({ target }) => take({ ...origin, architecture: target.value })}
          >
            {withChoice(origin.architecture).map((choice) => (
              <option key={choice.id} value={choice.id}>
                {choice.name}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}

/** An architecture that this version does not list stays to be seen. */
const withChoice = (id: string): readonly { readonly id: string; readonly name: string }[] =>
  ARCHITECTURES.some((known) => known.id === id)
    ? ARCHITECTURES
    : [...ARCHITECTURES, { id, name: id }];
