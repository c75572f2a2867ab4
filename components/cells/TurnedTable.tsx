import { Fragment, type ReactElement } from "react";
import type { Series } from "../plots/series.ts";
import { groupColumns, partsOf, type ShownColumn } from "./pageTable.ts";
import { EntryOf, RowSwatch } from "./TableEntry.tsx";

/** More columns than these stand so close that what belongs to a number goes under it. */
const CLOSE = 3;

/** A table on its side: what were its rows are columns; more than `most` of them go on in a table below. */
export function TurnedTable(props: {
  readonly columns: readonly ShownColumn[];
  /** whose line stands before each head */
  readonly series: readonly Series[];
  readonly most: number;
}): ReactElement {
  const { most, ...shared } = props;
  const parts = partsOf(props.columns[0]?.entries.length ?? 0, most);
  return (
    <>
      {parts.map((places) => (
        <Part key={places[0]} {...shared} places={places} />
      ))}
    </>
  );
}

function Part(props: {
  readonly columns: readonly ShownColumn[];
  readonly series: readonly Series[];
  /** the rows that are columns here */
  readonly places: readonly number[];
}): ReactElement {
  const { series, places } = props;
  const [heads, ...columns] = props.columns;
  return (
    <table className={places.length > CLOSE ? "data turned close" : "data turned"}>
      <thead>
        <tr>
          <th scope="col">{heads?.head}</th>
          {heads &&
            places.map((r) => (
              <th key={r} scope="col" className="number">
                {series[r] && <RowSwatch series={series[r]} />}
                <EntryOf column={heads} row={r} breaks />
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {groupColumns(columns).map(({ name, columns: own }) => (
          <Fragment key={name || own[0]!.key}>
            {name !== "" && (
              <tr className="group">
                <th scope="colgroup" colSpan={places.length + 1}>
                  {name}
                </th>
              </tr>
            )}
            {own.map((column) => (
              <tr key={column.key}>
                <th scope="row">{column.head}</th>
                {places.map((r) => (
                  <td key={r} className={column.numeric ? undefined : "words"}>
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
