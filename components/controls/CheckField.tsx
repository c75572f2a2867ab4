import { useId, type ReactElement } from "react";

/** A setting that is on or off: label over a box, and what it does in words. */
export function CheckField(props: {
  readonly label: string;
  readonly say: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  /** why it cannot be changed; null when it can */
  readonly locked?: string | null;
}): ReactElement {
  const { label, say, value, onChange, locked = null } = props;
  const id = useId();
  return (
    <div className="field check-field" title={locked ?? undefined}>
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        <input
          id={id}
          type="checkbox"
          checked={value}
          disabled={locked !== null}
          aria-describedby={`${id}-say`}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className="fact" id={`${id}-say`}>
          {say}
          {locked !== null && <span className="unseen">. {locked}</span>}
        </span>
      </div>
    </div>
  );
}
