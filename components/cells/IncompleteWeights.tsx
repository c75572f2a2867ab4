import { useEffect, useState, type ReactElement } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { ModelSummary } from "../../src/domain/model.ts";
import { insistOnWeights, listIncomplete } from "../../src/store/incomplete.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { TensorList } from "./OddTensors.tsx";

/** What a refused file lacks, tensor by tensor, and the way to draw from it all the same. */
export function IncompleteWeights({ cell }: { readonly cell: ModelCell }): ReactElement {
  const book = useBook();
  const [summary, setSummary] = useState<ModelSummary | null>(null);
  useEffect(() => {
    let left = false;
    void listIncomplete(book, cell).then((found) => left || setSummary(found));
    return () => {
      left = true;
    };
  }, [book, cell]);
  return (
    <div className="incomplete">
      {summary && <TensorList summary={summary} says="What did not match" />}
      <button type="button" className="btn quiet" onClick={() => insistOnWeights(book, cell.id)}>
        Take what is missing as zeros
      </button>
    </div>
  );
}
