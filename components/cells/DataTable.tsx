import type { ReactElement } from "react";
import { isNumeric, sayEntry, type Table } from "../../src/store/tables.ts";
import { LineSwatch } from "../plots/LineChart.tsx";
import type { Series } from "../plots/series.ts";

/** A table with the first column as heads of its rows; it scrolls by itself where the page is narrow. */
export function DataTable(props: {
  readonly table: Table;
  readonly label: string;
  /** whose line stands before the head of each row */
  readonly series?: readonly Series[];
  readonly note?: string;
}): ReactElement {
  const { table, label, series = [], note } = props;
  const { columns, rows } = table;
  const sides = columns.map((_, i) => (isNumeric(rows, i) ? "number" : "words"));
  return (
    <>
      <div className="table-scroll" role="group" aria-label={label} tabIndex={0}>
        <table className="data">
          <thead>
            <tr>
              {columns.map(({ name }, i) => (
                <th key={name} scope="col" className={sides[i]}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r}>
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th key={column.name} scope="row">
                      {series[r] && <RowSwatch series={series[r]} />}
                      {sayEntry(row[i] ?? null, column)}
                    </th>
                  ) : (
                    <td key={column.name} className={sides[i]}>
                      {sayEntry(row[i] ?? null, column)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note !== undefined && <p className="table-note">{note}</p>}
    </>
  );
}

const RowSwatch = ({ series }: { readonly series: Series }): ReactElement => (
  <span className={series.className}>
    <LineSwatch dash={series.dash} />
  </span>
);

/** The numbers of a plot, for those who read rather than look. */
export function NumbersOf(props: { readonly table: Table; readonly label: string }): ReactElement {
  return (
    <details className="numbers">
      <summary>{props.label} as a table</summary>
      <DataTable {...props} />
    </details>
  );
}
