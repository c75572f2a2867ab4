import type { ReactElement } from "react";
import type { CellEdits, KernelMode } from "../../src/domain/document.ts";
import { sidesOf } from "../../src/store/sweep.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { KernelSides } from "./KernelSides.tsx";

const PRESETS = [7, 13, 31, 51, 61];
const AS_MADE = "made";
const OWN = "own";

/** Sides of the large kernels: a preset, stage by stage, and how weights come to them. */
export function KernelFields(props: {
  readonly edits: CellEdits;
  /** what the network has now */
  readonly sides: readonly number[];
  /** the largest that a crop can leave, by stage; null while it is not known */
  readonly own: readonly number[] | null;
  /** random weights are made with the sides asked for */
  readonly random: boolean;
  readonly onChange: (patch: Partial<CellEdits>) => void;
}): ReactElement {
  const { edits, own, random, onChange } = props;
  const { kernelSizes, kernelMode } = edits;
  const sides = kernelSizes ?? props.sides;
  const limitsOf = (mode: KernelMode): readonly number[] | null =>
    random || mode !== "crop" ? null : own;
  const within = (wanted: readonly number[], mode = kernelMode): readonly number[] =>
    wanted.map((side, stage) => Math.min(side, limitsOf(mode)?.[stage] ?? side));
  const limits = limitsOf(kernelMode);
  const presets = PRESETS.filter((side) => limits === null || side <= Math.max(...limits));
  const chosen =
    kernelSizes === null
      ? AS_MADE
      : String(presets.find((side) => within(sidesOf(side)).join() === kernelSizes.join()) ?? OWN);
  return (
    <div className="row">
      <ChoiceField
        label="Kernel sides"
        value={chosen}
        choices={[
          { value: AS_MADE, label: "as they are" },
          ...presets.map((side) => ({
            value: String(side),
            label: within(sidesOf(side)).join(" "),
          })),
          ...(chosen === OWN ? [{ value: OWN, label: sides.join(" ") }] : []),
        ]}
        onChoose={(choice) => {
          if (choice === AS_MADE) onChange({ kernelSizes: null });
          else if (choice !== OWN) onChange({ kernelSizes: within(sidesOf(Number(choice))) });
        }}
      />
      <KernelSides
        sides={sides}
        limits={limits}
        onChange={(next) => onChange({ kernelSizes: next })}
      />
      <ChoiceField
        label="Weights come to them"
        value={random && kernelMode === "reinit" ? "crop" : kernelMode}
        choices={
          random
            ? [
                { value: "crop" as const, label: "made with them" },
                { value: "resample" as const, label: "interpolated" },
              ]
            : [
                { value: "crop" as const, label: "cut to the centre" },
                { value: "resample" as const, label: "interpolated" },
                { value: "reinit" as const, label: "drawn anew" },
              ]
        }
        onChoose={(mode) =>
          onChange({
            kernelMode: mode,
            ...(kernelSizes !== null && { kernelSizes: within(kernelSizes, mode) }),
          })
        }
      />
    </div>
  );
}
