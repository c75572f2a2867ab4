import type { ReactElement } from "react";
import type { CellEdits } from "../../src/domain/document.ts";
import type { ModelSummary } from "../../src/domain/model.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { Footprint } from "../plots/Footprint.tsx";
import { type KernelChoices, SIDE_STEP } from "./kernelEdits.ts";
import { times } from "./words.ts";

const AS_MADE = "made";
const OWN = "own";
const SIDES_MEAN = {
  slak: "Kernel sides",
  replknet: "Kernel sides",
  convnext: "Kernel sides",
  unireplknet: "Kernel sides",
  resnet: "Kernel sides",
  swin: "Window sides",
  vit: "Token grid",
} as const;

/** The largest kernel of each stage, to scale in one frame, over what makes it smaller or larger. */
export function ModelKernels(props: {
  readonly summary: ModelSummary;
  readonly edits: CellEdits;
  /** null where kernels cannot be changed, or controls are hidden */
  readonly choices: KernelChoices | null;
  readonly onChange: (patch: Partial<CellEdits>) => void;
}): ReactElement {
  const { summary, edits, choices, onChange } = props;
  const step = (stage: number, by: number): void =>
    onChange({
      kernelSizes: choices!.sides.map((side, i) => (i === stage ? side + by : side)),
    });
  return (
    <section className="kernels">
      <div className="kernels-head">
        <p className="lead">
          {SIDES_MEAN[summary.family]}
          <span className="more">, blocks × channels</span>
        </p>
        {choices && <Presets edits={edits} choices={choices} onChange={onChange} />}
      </div>
      <ol className="footprints">
        {summary.kernelSizes.map((size, i) => (
          <li key={i}>
            <Footprint
              kernels={kernelsOf(summary, size)}
              title={`Stage ${i + 1}: ${times(size)}, in a frame of ${times(61)}`}
            />
            {size}
            <small title={`Stage ${i + 1}: blocks × channels`}>
              {summary.depths[i]} × {summary.dims[i]}
            </small>
            {choices && (
              <div
                className="sides choose"
                role="group"
                aria-label={`Kernel side of stage ${i + 1}`}
              >
                <Step label="Smaller" sign="−" by={-SIDE_STEP} at={i} choices={choices} go={step} />
                <Step label="Larger" sign="+" by={SIDE_STEP} at={i} choices={choices} go={step} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Presets(props: {
  readonly edits: CellEdits;
  readonly choices: KernelChoices;
  readonly onChange: (patch: Partial<CellEdits>) => void;
}): ReactElement {
  const { edits, choices, onChange } = props;
  const { preset, presets, sides } = choices;
  const own = edits.kernelSizes !== null && preset === null;
  const value = edits.kernelSizes === null ? AS_MADE : own ? OWN : String(preset);
  return (
    <div className="choose unlabelled">
      <ChoiceField
        label="Kernel sides"
        value={value}
        choices={[
          { value: AS_MADE, label: "as they are" },
          ...presets.map((one) => ({ value: String(one.side), label: one.sides.join(" ") })),
          ...(own ? [{ value: OWN, label: sides.join(" ") }] : []),
        ]}
        onChoose={(choice) => {
          const chosen = presets.find(({ side }) => String(side) === choice);
          if (choice === AS_MADE) onChange({ kernelSizes: null });
          else if (chosen) onChange({ kernelSizes: chosen.sides });
        }}
      />
    </div>
  );
}

function Step(props: {
  readonly label: string;
  readonly sign: string;
  readonly by: number;
  readonly at: number;
  readonly choices: KernelChoices;
  readonly go: (stage: number, by: number) => void;
}): ReactElement {
  const { label, sign, by, at, choices, go } = props;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={!choices.canStep(at, by)}
      onClick={() => go(at, by)}
    >
      {sign}
    </button>
  );
}

/** A network with one layer that is not square is made of strips throughout. */
function kernelsOf({ layers }: ModelSummary, size: number): [number, number][] {
  const strip = layers.find(({ kernel: [h, w] }) => h !== w);
  const narrow = strip ? Math.min(...strip.kernel) : size;
  return narrow < size
    ? [
        [size, narrow],
        [narrow, size],
      ]
    : [[size, size]];
}
