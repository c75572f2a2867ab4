import type { ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";
import { BranchChecks, branchesOf } from "./BranchChecks.tsx";
import { ModelKernels } from "./ModelKernels.tsx";
import { SparsitySlider } from "./SparsitySlider.tsx";
import { useModelEdits } from "./useModelEdits.ts";
import { ZerosByLayer } from "./ZerosByLayer.tsx";

/** A model's kernels and zeros, each with what is often changed of it. */
export function ModelEditing(props: {
  readonly cell: ModelCell;
  readonly value: ModelValue;
  /** null until every weight was read */
  readonly count: CountValue | null;
}): ReactElement {
  const { cell, value, count } = props;
  const { summary } = value;
  const { edits, unedited, choices, change } = useModelEdits(cell, value);
  const changeSparsity = change("Change the sparsity", "sparsity");
  const changeBranches = change("Change branches", "branches");
  const offered = cell.bare ? null : choices;
  return (
    <>
      <ModelKernels
        summary={summary}
        edits={edits}
        choices={offered}
        onChange={change("Change kernel sizes", "kernels")}
      />
      <section className="zeros">
        {offered && (
          <div className="choose">
            <SparsitySlider
              share={edits.sparsity}
              onChange={(sparsity) => changeSparsity({ sparsity })}
            />
            <BranchChecks
              branches={branchesOf((unedited.model?.summary ?? summary).layers)}
              off={edits.off}
              onChange={(off) => changeBranches({ off })}
            />
          </div>
        )}
        {choices ? (
          <ZerosByLayer layers={count?.layers ?? null} />
        ) : (
          <p className="lead">
            This architecture has no depthwise kernels, so there is nothing to crop or to prune.
          </p>
        )}
      </section>
    </>
  );
}
