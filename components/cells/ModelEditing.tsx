import type { ReactElement } from "react";
import type { CellEdits, ModelCell } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { sidesOf } from "../../src/store/sweep.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { KernelSides } from "./KernelSides.tsx";
import { SparsitySlider } from "./SparsitySlider.tsx";
import { useOwnSides } from "./useOwnSides.ts";

const PRESETS = [7, 13, 31, 51, 61];
/** Families whose blocks have depthwise kernels to change. */
const WITH_KERNELS = ["slak", "replknet", "convnext", "unireplknet"];
const AS_MADE = "made";
const OWN = "own";

/** What is changed of the weights after they are opened: kernel sides by stage, and zeros. */
export function ModelEditing(props: {
  readonly cell: ModelCell;
  readonly value: ModelValue | null;
}): ReactElement | null {
  const { cell, value } = props;
  const book = useBook();
  const own = useOwnSides(cell);
  if (!value) return null;
  if (!WITH_KERNELS.includes(value.summary.family))
    return (
      <p className="lead">
        This architecture has no depthwise kernels, so there is nothing to crop or to prune.
      </p>
    );
  const { kernelSizes, sparsity } = cell.edits;
  const change = (patch: Partial<CellEdits>, label: string, merge: string): void =>
    changeCell(
      book,
      cell.id,
      (old) => (old.type === "model" ? { ...old, edits: { ...old.edits, ...patch } } : old),
      label,
      `${merge}:${cell.id}`,
    );
  const setSides = (sides: readonly number[] | null): void =>
    change({ kernelSizes: sides }, "Change kernel sizes", "kernels");
  const sides = kernelSizes ?? value.summary.kernelSizes;
  const limits = own.limits;
  const presets = PRESETS.filter((side) => limits === null || side <= Math.max(...limits));
  const within = (wanted: readonly number[]): readonly number[] =>
    limits === null ? wanted : wanted.map((side, stage) => Math.min(side, limits[stage] ?? side));
  const chosen =
    kernelSizes === null
      ? AS_MADE
      : String(presets.find((side) => within(sidesOf(side)).join() === kernelSizes.join()) ?? OWN);
  return (
    <div className="edits">
      <div className="row">
        <ChoiceField
          label={limits === null || kernelSizes === null ? "Kernel sides" : "Kernel sides, cropped"}
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
            if (choice === AS_MADE) setSides(null);
            else if (choice !== OWN) setSides(within(sidesOf(Number(choice))));
          }}
        />
        <KernelSides sides={sides} limits={limits} onChange={setSides} />
      </div>
      <SparsitySlider
        share={sparsity}
        onChange={(share) => change({ sparsity: share }, "Change the sparsity", "sparsity")}
      />
    </div>
  );
}
