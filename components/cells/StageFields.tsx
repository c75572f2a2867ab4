import type { ReactElement } from "react";
import type { Conditions } from "../../src/domain/document.ts";
import { STAGES, type StageNumber } from "../../src/domain/job.ts";
import type { StageSummary } from "../../src/domain/model.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { unitOnStage } from "./geometry.ts";

const END = -1;

interface Props {
  readonly conditions: Conditions;
  /** empty while no model is known */
  readonly stages: readonly StageSummary[];
  readonly onChange: (patch: Partial<Conditions>) => void;
}

/** After which stage the unit is taken. */
export function StageField({ conditions, stages, onChange }: Props): ReactElement {
  const { stage, block, unit, size } = conditions;
  const chooseStage = (next: StageNumber): void => {
    const [from, to] = [stages[stage - 1], stages[next - 1]];
    onChange({
      stage: next,
      // another stage has other blocks, and a unit of the same place another row and column
      ...(block !== null && { block: null }),
      ...(unit !== "center" && from && to && { unit: unitOnStage(unit, from, to, size) }),
    });
  };
  return (
    <ChoiceField
      label="Stage"
      value={stage}
      choices={STAGES.map((value) => ({ value, label: String(value) }))}
      onChoose={chooseStage}
    />
  );
}

/** After which block of the stage the unit is taken. */
export function BlockField({ conditions, stages, onChange }: Props): ReactElement {
  const { stage, block } = conditions;
  const count = stages[stage - 1]?.blocks ?? 0;
  const blocks = Array.from({ length: count }, (_, i) => i);
  const known = block === null || block < count ? blocks : [...blocks, block];
  return (
    <ChoiceField
      label="Block"
      value={block ?? END}
      choices={[
        { value: END, label: "end of stage" },
        ...known.map((value) => ({ value, label: `after ${value}` })),
      ]}
      onChoose={(value) => onChange({ block: value === END ? null : value })}
    />
  );
}
