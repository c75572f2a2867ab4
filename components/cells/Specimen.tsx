import type { ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import { ArchitectureName } from "./ArchitectureName.tsx";
import { ModelNumbers } from "./ModelNumbers.tsx";
import { useModelEdits } from "./useModelEdits.ts";
import type { WeightsRoot } from "./words.ts";

const KINDS = {
  slak: "crossed strips",
  replknet: "dense squares",
  convnext: "small dense squares",
  unireplknet: "dense squares beside dilated ones",
  resnet: "residual blocks of 3×3",
  swin: "shifted windows of 7×7 tokens",
  vit: "global attention over tokens",
} as const;

/** A model as a specimen: what it is, where its weights come from, and its numbers. */
export function Specimen(props: {
  readonly cell: ModelCell;
  readonly value: ModelValue;
  readonly count: CountValue | null;
  /** null when the card shows weights that are no longer asked for */
  readonly root: WeightsRoot | null;
}): ReactElement {
  const { cell, value, count, root } = props;
  const { summary } = value;
  const { edited, unedited } = useModelEdits(cell, value);
  const training =
    root?.type === "random" ? `random weights, seed ${root.seed}` : "weights from file";
  return (
    <>
      <ArchitectureName cell={cell} name={modelName(summary)} />
      <p className="sub">
        {KINDS[summary.family]}
        {root && `, ${training}`}
      </p>
      <ModelNumbers
        now={{ summary, count }}
        before={edited ? { summary: unedited.model?.summary ?? null, count: unedited.count } : null}
      />
    </>
  );
}
