import { Fragment, type ReactElement } from "react";
import type { Series } from "../plots/series.ts";
import { groupColumns, type ShownColumn } from "./pageTable.ts";
import { EntryOf, RowSwatch } from "./TableEntry.tsx";

/** A table on its side: what were its rows are columns, so that a few of them fit a narrow page. */
export function TurnedTable(props: {
  readonly columns: readonly ShownColumn[];
  /** whose line stands before each head */
  readonly series: readonly Series[];
}): ReactElement {
  const { series } = props;
  const [heads, ...columns] = props.columns;
  const count = heads?.entries.length ?? 0;
  const places = Array.from({ length: count }, (_, r) => r);
  return (
    <table className="data turned">
      <thead>
        <tr>
          <th scope="col">{heads?.head}</th>
          {heads &&
            places.map((r) => (
              <th key={r} scope="col" className="number">
                {series[r] && <RowSwatch series={series[r]} />}
                <EntryOf column={heads} row={r} />
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {groupColumns(columns).map(({ name, columns: own }) => (
          <Fragment key={name || own[0]!.key}>
            {name !== "" && (
              <tr className="group">
                <th scope="colgroup" colSpan={count + 1}>
                  {name}
                </th>
              </tr>
            )}
            {own.map((column) => (
              <tr key={column.key}>
                <th scope="row">{column.head}</th>
                {places.map((r) => (
                  <td key={r}>
                    <EntryOf column={column} row={r} />
                  </td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
