import type { ReactElement } from "react";
import { CheckField } from "../controls/CheckField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { parseWhole } from "./words.ts";

/** Random values in place of a file's weights, and their seed. */
export function UntrainedField(props: {
  /** null keeps the weights */
  readonly seed: number | null;
  readonly onChange: (seed: number | null) => void;
}): ReactElement {
  const { seed, onChange } = props;
  return (
    <div className="row">
      <CheckField
        label="Untrained"
        say="random values of the same shapes"
        value={seed !== null}
        onChange={(on) => onChange(on ? 0 : null)}
      />
      {seed !== null && (
        <EntryField
          label="Seed of the values"
          hint="A whole number from 0"
          text={String(seed)}
          parse={(text) => parseWhole(text, 0, 2 ** 31 - 1)}
          onEnter={onChange}
        />
      )}
    </div>
  );
}
