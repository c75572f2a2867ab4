import type { ReactElement } from "react";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { useModel } from "./useModel.ts";
import { times } from "./words.ts";

const FIRST = "";

/** Chooses a block that has large kernels; before the model was opened only the first one is known. */
export function BlockChoice(props: {
  readonly model: string;
  readonly value: string | null;
  readonly onChoose: (block: string | null) => void;
}): ReactElement {
  const { value, onChoose } = props;
  const { model } = useModel(props.model);
  const layers = model?.summary.layers ?? [];
  const blocks = [...new Set(layers.map(({ block }) => block))];
  const sizes = (block: string): string =>
    layers
      .filter((layer) => layer.block === block)
      .map(({ kernel }) => times(...kernel))
      .join(", ");
  const missing = value !== null && !blocks.includes(value) ? [value] : [];
  return (
    <ChoiceField
      label="Block"
      value={value ?? FIRST}
      choices={[
        { value: FIRST, label: blocks[0] ? `first (${blocks[0]})` : "first" },
        ...missing.map((block) => ({ value: block, label: block })),
        ...blocks.map((block) => ({ value: block, label: `${block}: ${sizes(block)}` })),
      ]}
      onChoose={(block) => onChoose(block === FIRST ? null : block)}
    />
  );
}

/** Whether a model is known to have no depthwise kernels, as ResNet, Swin and ViT. */
export function useHasNoKernels(name: string): boolean {
  const { model } = useModel(name);
  return model !== null && model.summary.layers.length === 0;
}
