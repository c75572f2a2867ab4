import type { ReactElement } from "react";
import { ChoiceField, type Choice } from "../controls/ChoiceField.tsx";
import { useNotebookList } from "../notebook/useNotebook.ts";

const NONE = "";

/** Names of the notebook's models, each once, in the order of their cells. */
export const useModelNames = (): readonly string[] =>
  useNotebookList(({ document }) => [
    ...new Set(document.cells.flatMap((cell) => (cell.type === "model" ? [cell.name] : []))),
  ]);

/** Chooses one model of the notebook by name; a name that no cell defines any more stays to be seen. */
export function ModelChoice(props: {
  readonly value: string;
  readonly onChoose: (name: string) => void;
  readonly label?: string;
  /** names that would make no sense, as a model's own */
  readonly without?: readonly string[];
}): ReactElement {
  const { value, onChoose, label = "Model", without = [] } = props;
  const names = useModelNames().filter((name) => !without.includes(name));
  const missing: Choice<string>[] = names.includes(value)
    ? []
    : [{ value, label: value === NONE ? "choose one" : `${value} (missing)` }];
  return (
    <ChoiceField
      label={label}
      value={value}
      choices={[...missing, ...names.map((name) => ({ value: name, label: name }))]}
      onChoose={(name) => name !== NONE && onChoose(name)}
    />
  );
}
