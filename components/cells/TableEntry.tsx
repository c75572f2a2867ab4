import type { ReactElement } from "react";
import { LineSwatch } from "../plots/LineChart.tsx";
import type { Series } from "../plots/series.ts";
import { Breakable } from "./Breakable.tsx";
import type { ShownColumn } from "./pageTable.ts";

/** What stands in one place of a table, with what belongs to it in muted ink. */
export function EntryOf(props: {
  readonly column: ShownColumn;
  readonly row: number;
  /** a name that may go on in the next line */
  readonly breaks?: boolean;
}): ReactElement {
  const { column, row, breaks = false } = props;
  const { text = "", beside = "" } = column.entries[row] ?? {};
  const said = breaks ? <Breakable text={text} /> : text;
  return (
    <>
      {beside === "" ? said : <span className="whole">{said}</span>}
      {beside !== "" && <small> {breaks ? <Breakable text={beside} /> : beside}</small>}
    </>
  );
}

/** A network's line, before its name. */
export const RowSwatch = ({ series }: { readonly series: Series }): ReactElement => (
  <span className={series.className}>
    <LineSwatch dash={series.dash} />
  </span>
);
