import type { ReactElement } from "react";
import { AddCell } from "../cells/AddCell.tsx";
import { Cell } from "../cells/Cell.tsx";
import { isCard, rowPlaces, type RowPlace } from "./cellRows.ts";
import { EmptyNotebook } from "./EmptyNotebook.tsx";
import { OwnWeights } from "./OwnWeights.tsx";
import { useCardsInRow } from "./useCardsInRow.ts";
import { useNotebookList } from "./useNotebook.ts";

const ALONE: RowPlace = { at: 0, of: 1, top: false };

/** The cells down the page, models side by side; drawn anew only when cells come, go, move or fold. */
export function CellList(): ReactElement {
  const ids = useNotebookList(({ document }) => document.cells.map(({ id }) => id));
  const cards = useNotebookList(({ document }) => document.cells.map(isCard));
  const places = rowPlaces(cards, useCardsInRow());
  return (
    <div className="cells">
      {ids.length === 0 && <EmptyNotebook />}
      {ids.map((id, index) => {
        const { at, of, top } = places[index] ?? ALONE;
        return (
          <div key={id} className={top ? "slot top" : "slot"} data-at={at} data-of={of}>
            {index > 0 && <AddCell index={index} place={at > 0 ? "beside" : "between"} />}
            <Cell id={id} first={index === 0} />
            {index === 0 && <OwnWeights />}
          </div>
        );
      })}
      <AddCell index={ids.length} place="last" />
    </div>
  );
}
