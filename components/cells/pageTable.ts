/** A table as the page lays it out: which columns it has, under which heads, and what stands in them. */
import { isNumeric, sayOnPage, type Column, type Table } from "../../src/store/tables.ts";

export interface ShownColumn {
  readonly key: string;
  readonly head: string;
  /** empty where it stands alone */
  readonly group: string;
  readonly numeric: boolean;
  readonly wide: boolean;
  readonly entries: readonly { readonly text: string; readonly beside: string }[];
}
export interface Group {
  /** empty for a column that stands alone */
  readonly name: string;
  readonly columns: readonly ShownColumn[];
}

/** The columns that the page shows, in order, each with its entries down the rows. */
export function shownColumns({ columns, rows }: Table): readonly ShownColumn[] {
  return columns.flatMap((column, i) => {
    const { page } = column;
    if (page === null) return [];
    const beside = columns.findIndex(({ name }) => name === page?.beside);
    return [
      {
        key: column.name,
        head: page?.head ?? column.name,
        group: page?.group ?? "",
        // numbers stay on their side where none is known
        numeric: isNumeric(rows, i) || (column.digits !== undefined && noneKnown(rows, i)),
        wide: page?.wide ?? false,
        entries: rows.map((row) => {
          const own = row[i] ?? null;
          const other = beside < 0 ? null : (row[beside] ?? null);
          const said = other === null ? "" : sayOnPage(other, columns[beside] as Column);
          // what is not known leaves its place to what is
          return own === null && said !== ""
            ? { text: said, beside: "" }
            : { text: sayOnPage(own, column), beside: said };
        }),
      },
    ];
  });
}

/** Neighbours of one group together. */
export function groupColumns(columns: readonly ShownColumn[]): readonly Group[] {
  const groups: { name: string; columns: ShownColumn[] }[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && column.group !== "" && last.name === column.group) last.columns.push(column);
    else groups.push({ name: column.group, columns: [column] });
  }
  return groups;
}

const noneKnown = (rows: Table["rows"], column: number): boolean =>
  rows.every((row) => (row[column] ?? null) === null);
