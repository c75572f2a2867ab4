import type { ReactElement, ReactNode } from "react";
import type { Conditions as Values } from "../../src/domain/document.ts";
import { PROTOCOLS } from "../../src/domain/job.ts";
import type { StageSummary } from "../../src/domain/model.ts";
import { scaleOfProtocol, SCALES } from "../../src/domain/reading.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { colormapNames } from "../plots/colormaps.ts";
import { ImageFields } from "./ImageFields.tsx";
import { StageFields } from "./StageFields.tsx";
import { TargetFields } from "./TargetFields.tsx";
import { parseUnit, sayUnit, times } from "./words.ts";

const SIZES = [64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 640, 768, 1024];
const SCALE_NAMES = { log10p1: "log", linear: "linear", power: "power 0.25" } as const;
const named = <T extends string>(values: readonly T[]): { value: T; label: T }[] =>
  values.map((value) => ({ value, label: value }));
/** Another than the usual ones may have come with a file. */
const withValue = (values: readonly number[], value: number): readonly number[] =>
  values.includes(value) ? values : [...values, value].toSorted((p, q) => p - q);

/** All that decides a field besides the model; protocol, size and training always among it. */
export function Conditions(props: {
  /** the cell whose pictures are chosen here */
  readonly cellId: string;
  readonly conditions: Values;
  /** a protocol brings its own scale */
  readonly onChange: (patch: Partial<Values>) => void;
  /** `random`, `from file`, … */
  readonly training: string;
  /** what it is that they are the conditions of */
  readonly title?: string;
  /** of the models, where they are known: how many blocks a stage has, and where its units lie */
  readonly stages?: readonly StageSummary[];
  /** fields that stand first, as the choice of a model */
  readonly children?: ReactNode;
}): ReactElement {
  const { cellId, conditions, onChange, training, title = "the figure", children } = props;
  const { stages = [] } = props;
  const colours = colormapNames.filter((name) => !name.startsWith("tide"));
  return (
    <div className="conditions" role="group" aria-label={`Conditions of ${title}`}>
      {children}
      <ChoiceField
        label="Protocol"
        value={conditions.protocol}
        choices={named(PROTOCOLS)}
        onChoose={(protocol) => onChange({ protocol, scale: scaleOfProtocol[protocol] })}
      />
      <ChoiceField
        label="Input size"
        value={conditions.size}
        choices={withValue(SIZES, conditions.size).map((value) => ({ value, label: times(value) }))}
        onChoose={(size) => onChange({ size })}
      />
      <div className="field">
        <span className="label">Weights</span>
        <span className="fact">{training}</span>
      </div>
      <StageFields conditions={conditions} stages={stages} onChange={onChange} />
      <EntryField
        label="Unit"
        hint="“centre”, or a row and a column of the feature map, as 3, 5"
        text={sayUnit(conditions.unit)}
        parse={parseUnit}
        onEnter={(unit) => onChange({ unit })}
      />
      <TargetFields
        target={conditions.target}
        channels={stages[conditions.stage - 1]?.channels ?? null}
        onChange={(target) => onChange({ target })}
      />
      <ImageFields
        cellId={cellId}
        images={conditions.images}
        onChange={(images) => onChange({ images })}
      />
      <ChoiceField
        label="Scale"
        value={conditions.scale}
        choices={SCALES.map((value) => ({ value, label: SCALE_NAMES[value] }))}
        onChoose={(scale) => onChange({ scale })}
      />
      <ChoiceField
        label="Colours"
        value={conditions.colours}
        choices={named([...new Set<string>([...colours, conditions.colours])])}
        onChoose={(colours) => onChange({ colours })}
      />
    </div>
  );
}
