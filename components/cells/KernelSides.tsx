import type { ReactElement } from "react";

const STEP = 2;
const LEAST = 3;
const MOST = 101;

/** The kernel side of each stage, a step down or up; always odd. */
export function KernelSides(props: {
  readonly sides: readonly number[];
  /** the largest by stage; null when any can be made */
  readonly limits: readonly number[] | null;
  readonly onChange: (sides: readonly number[]) => void;
}): ReactElement {
  const { sides, limits, onChange } = props;
  const step = (stage: number, by: number): void =>
    onChange(sides.map((side, i) => (i === stage ? side + by : side)));
  return (
    <div className="field">
      <span className="label">By stage</span>
      <div className="sides">
        {sides.map((side, stage) => (
          <div key={stage} role="group" aria-label={`Kernel side of stage ${stage + 1}`}>
            <button
              type="button"
              aria-label="Smaller"
              disabled={side - STEP < LEAST}
              onClick={() => step(stage, -STEP)}
            >
              −
            </button>
            <output>{side}</output>
            <button
              type="button"
              aria-label="Larger"
              disabled={side + STEP > (limits?.[stage] ?? MOST)}
              onClick={() => step(stage, STEP)}
            >
              +
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}
