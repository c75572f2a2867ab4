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

/** A table without some of its columns. */
export function withoutColumns({ columns, rows }: Table, names: readonly string[]): Table {
  const kept = columns.flatMap((column, i) => (names.includes(column.name) ? [] : [i]));
  return {
    columns: kept.map((i) => columns[i]!),
    rows: rows.map((row) => kept.map((i) => row[i] ?? null)),
  };
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

/** Places from 0 in as few parts of at most `most` as there can be, of about one length. */
export function partsOf(count: number, most: number): readonly (readonly number[])[] {
  const parts = Math.ceil(count / Math.max(1, most));
  const own = Math.ceil(count / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) =>
    Array.from({ length: Math.min(own, count - part * own) }, (_place, i) => part * own + i),
  );
}

const noneKnown = (rows: Table["rows"], column: number): boolean =>
  rows.every((row) => (row[column] ?? null) === null);
