import { useId, useState, type ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { ModelOrigin } from "./ModelOrigin.tsx";
import { PruningFields } from "./PruningFields.tsx";
import { UntrainedField } from "./UntrainedField.tsx";
import { useModel } from "./useModel.ts";
import { useModelEdits } from "./useModelEdits.ts";

/** What is seldom changed of a model, folded behind a button: other weights, and how the edits are made. */
export function ModelMore(props: {
  readonly cell: ModelCell;
  /** null until it was opened once */
  readonly value: ModelValue | null;
}): ReactElement {
  const { cell, value } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const { edits, unedited, choices, change } = useModelEdits(cell, value);
  const changeKernels = change("Change kernel sizes", "kernels");
  const changeValues = change("Change the values", "untrained");
  const { model } = useModel(cell.name);
  const { random } = unedited;
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? "Fewer settings" : "More settings"}
      </button>
      <div className="settings" id={id} hidden={!open}>
        <ModelOrigin cell={cell} model={model} />
        {choices && (
          <ChoiceField
            label="Weights come to other sides"
            value={random && edits.kernelMode === "reinit" ? "crop" : edits.kernelMode}
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
            onChoose={(kernelMode) =>
              changeKernels({
                kernelMode,
                ...(edits.kernelSizes !== null && {
                  kernelSizes: choices.within(edits.kernelSizes, kernelMode),
                }),
              })
            }
          />
        )}
        {choices && (
          <PruningFields edits={edits} onChange={change("Change the sparsity", "sparsity")} />
        )}
        {(!random || edits.untrained !== null) && (
          <UntrainedField
            seed={edits.untrained}
            onChange={(untrained) => changeValues({ untrained })}
          />
        )}
      </div>
    </>
  );
}
