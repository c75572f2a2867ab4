import { useId, type ReactElement, type ReactNode } from "react";

export interface Choice<T extends string | number> {
  readonly value: T;
  readonly label: string;
}

/** A condition that is chosen from a list: label over value. */
export function ChoiceField<T extends string | number>(props: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
  /** stands to the right of the list */
  readonly children?: ReactNode;
}): ReactElement {
  const id = useId();
  const { label, value, choices, onChoose, children } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        <select
          id={id}
          className="choice"
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => String(choice.value) === event.target.value);
            if (chosen) onChoose(chosen.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        {children}
      </div>
    </div>
  );
}
