import type { ReactElement, ReactNode } from "react";
import { copyText } from "../controls/copyText.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** One line that says where every number came from, and the citation to take along. */
export function FigureSource(props: {
  /** null while nothing is shown */
  readonly citation: (() => string) | null;
  readonly children: ReactNode;
}): ReactElement {
  const { citation, children } = props;
  const book = useBook();
  return (
    <div className="provenance">
      {children}
      {citation && (
        <button
          type="button"
          className="btn quiet"
          onClick={() => void copyText(book, citation(), "Citation copied")}
        >
          Copy citation
        </button>
      )}
    </div>
  );
}
