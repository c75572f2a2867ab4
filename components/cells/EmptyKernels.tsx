import type { ReactElement } from "react";
import type { KernelsCell, MasksCell } from "../../src/domain/document.ts";
import { useHasNoKernels } from "./BlockChoice.tsx";
import { EmptyNote } from "./EmptyNote.tsx";

/** Says why no kernels stand here, and what to do. */
export function EmptyKernels(props: {
  readonly cell: KernelsCell | MasksCell;
  /** what will stand here */
  readonly what: string;
  readonly running: boolean;
}): ReactElement {
  const { cell, what, running } = props;
  const { model } = cell;
  const none = useHasNoKernels(model);
  return (
    <EmptyNote cell={cell} ready={model !== "" && !none}>
      {model === ""
        ? `Choose a model above: ${what} will stand here.`
        : none
          ? `“${model}” has no large depthwise kernels: choose a SLaK, RepLKNet or ConvNeXt.`
          : running
            ? "The weights are being read."
            : `${what[0]?.toUpperCase()}${what.slice(1)} of “${model}” will stand here.`}
    </EmptyNote>
  );
}
