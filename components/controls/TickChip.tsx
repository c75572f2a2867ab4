import { useId, type ReactElement } from "react";

/** Something that is drawn or left out: a tick and a solid edge while it is drawn, a dashed one while not. */
export function TickChip(props: {
  readonly label: string;
  /** ends the label where it is not seen */
  readonly unseen?: string;
  /** takes the label's place where it is not seen */
  readonly spoken?: string;
  /** what it is or, when it cannot be changed, why not */
  readonly say: string;
  readonly value: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: boolean) => void;
}): ReactElement {
  const { label, unseen = "", say, value, disabled = false, onChange } = props;
  const id = useId();
  return (
    <span className="tick-chip" title={say}>
      <input
        id={id}
        type="checkbox"
        checked={value}
        disabled={disabled}
        aria-label={props.spoken}
        aria-describedby={`${id}-say`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>
        {label}
        {unseen !== "" && <span className="unseen">{unseen}</span>}
      </label>
      <span className="unseen" id={`${id}-say`}>
        {say}
      </span>
    </span>
  );
}
