import { useId, type ReactElement } from "react";

/** A setting that is dragged: label over a slider, and what it stands at in words. */
export function RangeField(props: {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly say: string;
  readonly onChange: (value: number) => void;
}): ReactElement {
  const { label, value, least, most, say, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="beside">
        <input
          id={id}
          className="range"
          type="range"
          min={least}
          max={most}
          value={value}
          aria-valuetext={say}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <span className="fact">{say}</span>
      </div>
    </div>
  );
}
