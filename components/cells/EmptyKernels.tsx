import type { ReactElement } from "react";
import { useHasNoKernels } from "./BlockChoice.tsx";

/** Says why no kernels stand here, and what to do. */
export function EmptyKernels(props: {
  readonly model: string;
  /** what will stand here */
  readonly what: string;
  readonly running: boolean;
}): ReactElement {
  const { model, what, running } = props;
  const none = useHasNoKernels(model);
  return (
    <p className="caption place">
      {model === ""
        ? `Choose a model above: ${what} will stand here.`
        : none
          ? `“${model}” has no large depthwise kernels: choose a SLaK, RepLKNet or ConvNeXt.`
          : running
            ? "The weights are being read."
            : `${what[0]?.toUpperCase()}${what.slice(1)} of “${model}” will stand here: run the cell.`}
    </p>
  );
}
