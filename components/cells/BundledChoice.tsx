import type { ReactElement } from "react";
import { trainedOf, type BundledNetwork, type Found } from "../../src/store/bundled.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";

/** Chooses a network that comes with Fieldbook, and after how many steps of training. */
export function BundledChoice(props: {
  readonly networks: readonly BundledNetwork[];
  readonly chosen: Found;
  readonly onChoose: (found: Found) => void;
}): ReactElement {
  const { networks, chosen, onChoose } = props;
  const { network, checkpoint } = chosen;
  return (
    <>
      <ChoiceField
        label="Network"
        value={network.name}
        choices={networks.map(({ name }) => ({ value: name, label: name }))}
        onChoose={(name) => {
          const other = networks.find((one) => one.name === name);
          if (!other) return;
          // the same point of training, where the other has it
          const same = other.checkpoints.find(({ step }) => step === checkpoint.step);
          onChoose(same ? { network: other, checkpoint: same } : trainedOf(other));
        }}
      />
      <ChoiceField
        label="Trained for"
        value={String(checkpoint.step)}
        choices={network.checkpoints.map(({ step, accuracy }) => ({
          value: String(step),
          label: `${step === 0 ? "no step" : `${step} steps`}, ${(100 * accuracy).toFixed(1)} % right`,
        }))}
        onChoose={(step) => {
          const other = network.checkpoints.find((one) => String(one.step) === step);
          if (other) onChoose({ network, checkpoint: other });
        }}
      />
    </>
  );
}
