import type { ReactElement } from "react";
import { Breakable } from "./Breakable.tsx";
import { Popover } from "../controls/Popover.tsx";
import { useModelNames } from "./ModelChoice.tsx";

/** Chooses models of the notebook by name; they keep the order in which they were chosen. */
export function ModelsChoice(props: {
  readonly value: readonly string[];
  readonly onChoose: (names: readonly string[]) => void;
  /** more cannot be chosen */
  readonly most?: number;
}): ReactElement {
  const { value, onChoose, most = Infinity } = props;
  const known = useModelNames();
  const missing = value.filter((name) => !known.includes(name));
  const toggle = (name: string): void =>
    onChoose(value.includes(name) ? value.filter((other) => other !== name) : [...value, name]);
  return (
    <div className="field">
      <span className="label">Models</span>
      <Popover
        popup="dialog"
        className="choice"
        label={`Models: ${value.join(", ") || "none"}`}
        button={value.length > 0 ? <Breakable text={value.join(", ")} /> : "choose some"}
      >
        {() => (
          <fieldset className="checks">
            <legend className="unseen">Models of the figure</legend>
            {[...missing, ...known].map((name) => {
              const on = value.includes(name);
              return (
                <label key={name}>
                  <input
                    type="checkbox"
                    checked={on}
                    disabled={!on && value.length >= most}
                    onChange={() => toggle(name)}
                  />
                  {missing.includes(name) ? `${name} (missing)` : name}
                </label>
              );
            })}
            {known.length === 0 && <p className="lead">No model yet: add a model cell.</p>}
          </fieldset>
        )}
      </Popover>
    </div>
  );
}
