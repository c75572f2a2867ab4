import type { ReactElement } from "react";
import type { Choice } from "./ChoiceField.tsx";

/** One of a few ways to look at the same thing, as words of which the chosen one is underlined. */
export function WordChoice<T extends string | number>(props: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}): ReactElement {
  const { label, value, choices, onChoose } = props;
  return (
    <div className="word-choice" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => choice.value !== value && onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
