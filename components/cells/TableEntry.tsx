import type { ReactElement } from "react";
import { LineSwatch } from "../plots/LineChart.tsx";
import type { Series } from "../plots/series.ts";
import type { ShownColumn } from "./pageTable.ts";

/** What stands in one place of a table, with what belongs to it in muted ink. */
export function EntryOf(props: {
  readonly column: ShownColumn;
  readonly row: number;
}): ReactElement {
  const { text = "", beside = "" } = props.column.entries[props.row] ?? {};
  return (
    <>
      {beside === "" ? text : <span className="whole">{text}</span>}
      {beside !== "" && <small> {beside}</small>}
    </>
  );
}

/** A network's line, before its name. */
export const RowSwatch = ({ series }: { readonly series: Series }): ReactElement => (
  <span className={series.className}>
    <LineSwatch dash={series.dash} />
  </span>
);
