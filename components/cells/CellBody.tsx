import type { ReactElement } from "react";
import type { Cell, UnknownCell } from "../../src/domain/document.ts";
import { explainUnknownCell } from "../../src/store/format/readCell.ts";
import { CompareCell } from "./CompareCell.tsx";
import { ErfCell } from "./ErfCell.tsx";
import { KernelsCell } from "./KernelsCell.tsx";
import { MasksCell } from "./MasksCell.tsx";
import { ModelCell } from "./ModelCell.tsx";
import { PredictCell } from "./PredictCell.tsx";
import { SweepCell } from "./SweepCell.tsx";
import { TextCell } from "./TextCell.tsx";

/** What a cell holds, by its type. */
export function CellBody({ cell }: { readonly cell: Cell }): ReactElement {
  switch (cell.type) {
    case "text":
      return <TextCell cell={cell} />;
    case "model":
      return <ModelCell cell={cell} />;
    case "erf":
      return <ErfCell cell={cell} />;
    case "compare":
      return <CompareCell cell={cell} />;
    case "kernels":
      return <KernelsCell cell={cell} />;
    case "masks":
      return <MasksCell cell={cell} />;
    case "sweep":
      return <SweepCell cell={cell} />;
    case "predict":
      return <PredictCell cell={cell} />;
    case "unknown":
      return <UnknownBody cell={cell} />;
    default:
      return cell satisfies never;
  }
}

/** What this version cannot show: why, and that nothing of it is lost. */
function UnknownBody({ cell }: { readonly cell: UnknownCell }): ReactElement {
  return (
    <p className="unknown-cell">
      <b>This cell cannot be shown here:</b> it is kept as it is, and saved and exported unchanged.{" "}
      {explainUnknownCell(cell)}
    </p>
  );
}
