import type { ReactElement } from "react";
import { emptyBin, restoreFromBin } from "../../src/store/actions.ts";
import { cellTitle } from "../../src/store/cellTitle.ts";
import { sayMoment } from "../notebook/sayTime.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";

/** The cells that were deleted from this notebook, to be had back. */
export function BinPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const book = useBook();
  const bin = useNotebook((state) => state.bin);
  return (
    <Dialog title="Deleted cells" className="side" onClose={onClose}>
      {bin.length === 0 ? (
        <p className="lead">No cell was deleted from this notebook.</p>
      ) : (
        <p className="lead">The last 200 are kept with the notebook.</p>
      )}
      <ol className="versions">
        {bin.toReversed().map(({ cell, at }) => (
          <li key={`${cell.id} ${at}`}>
            <div>
              <b>{cellTitle(cell)}</b>{" "}
              <span>
                {cell.type}, {sayMoment(at, book.date())}
              </span>
            </div>
            <button type="button" className="btn" onClick={() => restoreFromBin(book, cell.id)}>
              Put back
            </button>
          </li>
        ))}
      </ol>
      {bin.length > 0 && (
        <button type="button" className="btn quiet" onClick={() => emptyBin(book)}>
          Delete all of them for ever
        </button>
      )}
    </Dialog>
  );
}
