import type { ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import { findIn, type BundledNetwork } from "../../src/store/bundled.ts";
import { ArchitectureName } from "./ArchitectureName.tsx";
import { ModelNumbers } from "./ModelNumbers.tsx";
import { useBundled } from "./useBundled.ts";
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

/** Where weights come from; of the networks that come with Fieldbook also how good they are. */
function sayWeights(root: WeightsRoot, networks: readonly BundledNetwork[]): string {
  if (root.type === "random") return `random weights, seed ${root.seed}`;
  const found = findIn(networks, root.file.sha256);
  if (!found) return "weights from file";
  const { step, accuracy } = found.checkpoint;
  const right = `${(100 * accuracy).toFixed(1)} % right on its own task`;
  return step === 0 ? `before its training, ${right}` : `trained for ${step} steps, ${right}`;
}

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
  const networks = useBundled();
  const training = root === null ? "" : sayWeights(root, networks);
  return (
    <>
      <ArchitectureName cell={cell} name={modelName(summary)} />
      <p className="sub">
        {KINDS[summary.family]}
        {training && `, ${training}`}
      </p>
      <ModelNumbers
        now={{ summary, count }}
        before={edited ? { summary: unedited.model?.summary ?? null, count: unedited.count } : null}
      />
    </>
  );
}
