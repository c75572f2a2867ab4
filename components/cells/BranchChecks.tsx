import type { ReactElement } from "react";
import { type BranchName, BRANCHES } from "../../src/domain/document.ts";
import type { LayerSummary } from "../../src/domain/model.ts";
import { TickChip } from "../controls/TickChip.tsx";

const LABELS: Readonly<Record<BranchName, string>> = {
  vertical: "strip ↕",
  horizontal: "strip ↔",
  small: "small square",
};
/** for those who do not see the arrows */
const SPOKEN: Readonly<Record<BranchName, string>> = {
  vertical: "standing strip",
  horizontal: "lying strip",
  small: "small square",
};
const ENDS: Readonly<Record<BranchName, RegExp>> = {
  vertical: /LoRA1\b/,
  horizontal: /LoRA2\b/,
  small: /small_conv\b/,
};

/** Branches of the large kernels that can be left out: those that the network has beside others. */
export const branchesOf = (layers: readonly LayerSummary[]): readonly BranchName[] =>
  BRANCHES.filter((branch) => layers.some(({ name }) => ENDS[branch].test(name)));

/** Which branches of each large kernel take part; the last one of a network of strips stays. */
export function BranchChecks(props: {
  readonly branches: readonly BranchName[];
  readonly off: readonly BranchName[];
  readonly onChange: (off: readonly BranchName[]) => void;
}): ReactElement | null {
  const { branches, off, onChange } = props;
  const all = BRANCHES.filter((branch) => branches.includes(branch) || off.includes(branch));
  if (all.length === 0) return null;
  // where there are strips they are all of the large kernel; a square alone stands beside a dense one
  const strips = all.includes("vertical") || all.includes("horizontal");
  const on = all.filter((branch) => !off.includes(branch));
  return (
    <fieldset className="field branches tick-chips">
      <legend className="unseen">Branches</legend>
      {all.map((branch) => (
        <TickChip
          key={branch}
          label={LABELS[branch]}
          spoken={SPOKEN[branch]}
          say={
            strips && on.length === 1 && on[0] === branch
              ? "The last branch stays: without it the kernel would be empty"
              : `Whether the ${SPOKEN[branch]} of each large kernel takes part`
          }
          value={on.includes(branch)}
          disabled={strips && on.length === 1 && on[0] === branch}
          onChange={(value) =>
            onChange(BRANCHES.filter((one) => (one === branch ? !value : off.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
