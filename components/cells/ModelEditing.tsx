import type { ReactElement } from "react";
import { type CellEdits, type ModelCell, NO_EDITS } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { BranchChecks, branchesOf } from "./BranchChecks.tsx";
import { KernelFields } from "./KernelFields.tsx";
import { ModelChange } from "./ModelChange.tsx";
import { PruningFields } from "./PruningFields.tsx";
import { UntrainedField } from "./UntrainedField.tsx";
import { useModel } from "./useModel.ts";
import { useUnedited } from "./useUnedited.ts";

/** Families whose blocks have depthwise kernels to change. */
const WITH_KERNELS = ["slak", "replknet", "convnext", "unireplknet"];

/** What is changed of the weights after they are opened, and what that changes of the network. */
export function ModelEditing(props: {
  readonly cell: ModelCell;
  readonly value: ModelValue | null;
}): ReactElement | null {
  const { cell, value } = props;
  const { edits } = cell;
  const book = useBook();
  const unedited = useUnedited(cell);
  const now = useModel(cell.name);
  if (!value) return null;
  // successive changes of one kind are one step to undo
  const change = (label: string, merge: string) => (patch: Partial<CellEdits>) =>
    changeCell(
      book,
      cell.id,
      (old) => (old.type === "model" ? { ...old, edits: { ...old.edits, ...patch } } : old),
      label,
      `${merge}:${cell.id}`,
    );
  const edited = Object.entries(NO_EDITS).some(
    ([key, none]) => JSON.stringify(edits[key as keyof CellEdits]) !== JSON.stringify(none),
  );
  const own = unedited.model?.summary ?? null;
  const changeBranches = change("Change branches", "branches");
  const changeValues = change("Change the values", "untrained");
  return (
    <div className="edits">
      {WITH_KERNELS.includes(value.summary.family) ? (
        <>
          <KernelFields
            edits={edits}
            sides={value.summary.kernelSizes}
            own={own?.kernelSizes ?? null}
            random={unedited.random}
            onChange={change("Change kernel sizes", "kernels")}
          />
          <BranchChecks
            branches={branchesOf((own ?? value.summary).layers)}
            off={edits.off}
            onChange={(off) => changeBranches({ off })}
          />
          <PruningFields edits={edits} onChange={change("Change the sparsity", "sparsity")} />
        </>
      ) : (
        <p className="lead">
          This architecture has no depthwise kernels, so there is nothing to crop or to prune.
        </p>
      )}
      {(!unedited.random || edits.untrained !== null) && (
        <UntrainedField
          seed={edits.untrained}
          onChange={(untrained) => changeValues({ untrained })}
        />
      )}
      {edited && <ModelChange before={unedited} after={now} />}
    </div>
  );
}
