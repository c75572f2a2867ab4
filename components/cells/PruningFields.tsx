import type { ReactElement } from "react";
import type { CellEdits } from "../../src/domain/document.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";

/** Which weights of the large kernels become zero, and of what the zeros are a share. */
export function PruningFields(props: {
  readonly edits: CellEdits;
  readonly onChange: (patch: Partial<CellEdits>) => void;
}): ReactElement {
  const { edits, onChange } = props;
  const { pruning, pruningScope } = edits;
  return (
    <>
      <ChoiceField
        label="Which become zero"
        value={pruning}
        choices={[
          { value: "magnitude" as const, label: "smallest magnitudes" },
          { value: "random" as const, label: "random places" },
          { value: "erk" as const, label: "smallest, shares by ERK" },
        ]}
        onChoose={(next) => onChange({ pruning: next })}
      />
      {pruning === "erk" ? (
        <p className="lead">
          ERK gives each kernel its own share: few zeros to small ones, many to large ones.
        </p>
      ) : (
        <ChoiceField
          label="Share of"
          value={pruningScope}
          choices={[
            { value: "layer" as const, label: "each kernel" },
            { value: "global" as const, label: "all kernels together" },
          ]}
          onChoose={(next) => onChange({ pruningScope: next })}
        />
      )}
    </>
  );
}
