import type { ReactElement, ReactNode } from "react";
import type { Conditions as Values } from "../../src/domain/document.ts";
import { PROTOCOLS } from "../../src/domain/job.ts";
import type { StageSummary } from "../../src/domain/model.ts";
import { scaleOfProtocol, SCALES } from "../../src/domain/reading.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { colormapNames } from "../plots/colormaps.ts";
import { ConditionRow } from "./ConditionRow.tsx";
import { sayFolded, SCALE_NAMES } from "./foldedWords.ts";
import { sideOfMap } from "./geometry.ts";
import { ImageFields } from "./ImageFields.tsx";
import { BlockField, StageField } from "./StageFields.tsx";
import { TargetFields } from "./TargetFields.tsx";
import { parseUnit, sayUnit, times } from "./words.ts";

const SIZES = [64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 640, 768, 1024];
const named = <T extends string>(values: readonly T[]): { value: T; label: T }[] =>
  values.map((value) => ({ value, label: value }));
/** Another than the usual ones may have come with a file. */
const withValue = (values: readonly number[], value: number): readonly number[] =>
  values.includes(value) ? values : [...values, value].toSorted((p, q) => p - q);

/** All that decides a field besides the model; protocol, size and training always in sight. */
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
  /** rows and columns of the map that the unit is taken of; null while no model is known */
  readonly mapSide?: number | null;
  /** stage and unit stand under More too, where other fields need the room */
  readonly unitUnderMore?: boolean;
  /** more fields under More, and what matters of them while it is closed */
  readonly more?: ReactNode;
  readonly others?: readonly string[];
  /** on the right */
  readonly views?: ReactNode;
  /** fields that stand first, as the choice of a model */
  readonly children?: ReactNode;
}): ReactElement {
  const { cellId, conditions, onChange, training, title = "the figure", children } = props;
  const { stages = [], unitUnderMore = false, others = [] } = props;
  const { stage, unit, size } = conditions;
  const side = props.mapSide ?? sideOfMap([stages], stage, size);
  const colours = colormapNames.filter((name) => !name.startsWith("tide"));
  const common = { conditions, stages, onChange };
  const place = (
    <>
      <StageField {...common} />
      <EntryField
        label="Unit"
        hint={
          side === null
            ? "“centre”, or a row and a column of the feature map, as 3, 5"
            : `“centre”, or a row and a column of the feature map of ${times(side)}, each from 0 to ${side - 1}`
        }
        text={sayUnit(unit)}
        parse={(text) => parseUnit(text, side ?? Infinity)}
        onEnter={(next) => onChange({ unit: next })}
      />
    </>
  );
  const where = [`stage ${stage}`, ...(unit === "center" ? [] : [`unit ${sayUnit(unit)}`])];
  return (
    <ConditionRow
      cellId={cellId}
      label={`Conditions of ${title}`}
      summary={sayFolded(conditions, [...(unitUnderMore ? where : []), ...others])}
      views={props.views}
      more={
        <>
          {unitUnderMore && place}
          <BlockField {...common} />
          <TargetFields
            target={conditions.target}
            channels={stages[stage - 1]?.channels ?? null}
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
          {props.more}
        </>
      }
    >
      {children}
      <ChoiceField
        label="Protocol"
        value={conditions.protocol}
        choices={named(PROTOCOLS)}
        onChoose={(protocol) => onChange({ protocol, scale: scaleOfProtocol[protocol] })}
      />
      <ChoiceField
        label="Input size"
        value={size}
        choices={withValue(SIZES, size).map((value) => ({ value, label: times(value) }))}
        onChoose={(next) => onChange({ size: next })}
      />
      <div className="field">
        <span className="label">Weights</span>
        <span className="fact">{training}</span>
      </div>
      {!unitUnderMore && place}
    </ConditionRow>
  );
}
