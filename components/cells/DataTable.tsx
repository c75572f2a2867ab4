import type { ReactElement } from "react";
import type { Table } from "../../src/store/tables.ts";
import type { Series } from "../plots/series.ts";
import { groupColumns, shownColumns, type ShownColumn } from "./pageTable.ts";
import { EntryOf, RowSwatch } from "./TableEntry.tsx";
import { TurnedTable } from "./TurnedTable.tsx";

/**
 * A table with the first column as heads of its rows. It scrolls by itself where the page is narrow,
 * and its edge says so.
 */
export function DataTable(props: {
  readonly table: Table;
  readonly label: string;
  /** whose line stands before the head of each row */
  readonly series?: readonly Series[];
  readonly note?: string;
  /** what are rows elsewhere are columns, so many in one table; 0: they are rows */
  readonly turned?: number;
}): ReactElement {
  const { table, label, series = [], note, turned = 0 } = props;
  const columns = shownColumns(table);
  return (
    <>
      <div className="table-scroll" role="group" aria-label={label} tabIndex={0}>
        {turned > 0 ? (
          <TurnedTable columns={columns} series={series} most={turned} />
        ) : (
          <table className="data">
            <Heads columns={columns} />
            <tbody>
              {table.rows.map((_, r) => (
                <tr key={r}>
                  {columns.map((column, i) =>
                    i === 0 ? (
                      <th key={column.key} scope="row">
                        {series[r] && <RowSwatch series={series[r]} />}
                        <EntryOf column={column} row={r} breaks />
                      </th>
                    ) : (
                      <td key={column.key} className={classOf(column)}>
                        <EntryOf column={column} row={r} />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {note !== undefined && <p className="table-note">{note}</p>}
    </>
  );
}

const classOf = ({ numeric, wide }: ShownColumn): string =>
  `${numeric ? "number" : "words"}${wide ? " wide" : ""}`;

/** One line of heads, or two where columns have a head in common. */
function Heads({ columns }: { readonly columns: readonly ShownColumn[] }): ReactElement {
  const groups = groupColumns(columns);
  const lines = groups.some(({ name }) => name !== "") ? 2 : 1;
  return (
    <thead>
      <tr>
        {groups.map(({ name, columns: own }) =>
          name === "" ? (
            <th key={own[0]!.key} scope="col" rowSpan={lines} className={classOf(own[0]!)}>
              {own[0]!.head}
            </th>
          ) : (
            <th key={name} scope="colgroup" colSpan={own.length} className="group">
              {name}
            </th>
          ),
        )}
      </tr>
      {lines === 2 && (
        <tr>
          {groups
            .filter(({ name }) => name !== "")
            .flatMap(({ columns: own }) => own)
            .map((column) => (
              <th key={column.key} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
        </tr>
      )}
    </thead>
  );
}

/** The numbers of a plot, for those who read rather than look. */
export function NumbersOf(props: { readonly table: Table; readonly label: string }): ReactElement {
  return (
    <details className="numbers">
      <summary>{props.label} as a table</summary>
      <DataTable {...props} />
    </details>
  );
}
