import type { ReactElement } from "react";
import type { Place } from "../../src/store/papers/collect.ts";
import type { FieldTable, MapsTable } from "../../src/store/papers/schema.ts";
import { digitsOf, groupOf, headOf, toPercent } from "../../src/store/papers/tables.ts";
import { notebookHash } from "../../src/store/route.ts";
import { sayEntry } from "../../src/store/tables.ts";

/** What stands over the numbers of a table. */
export function PublishedHeads({
  table,
}: {
  readonly table: FieldTable | MapsTable;
}): ReactElement {
  const radial = table.type === "radial";
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          Network
        </th>
        <th scope="colgroup" colSpan={table.at.length} className="group">
          {groupOf(table)}
        </th>
        {radial && (
          <th scope="colgroup" colSpan={2} className="group">
            centre of mass, px
          </th>
        )}
      </tr>
      <tr>
        {table.at.map((at) => (
          <th key={at} scope="col" className="number">
            {headOf(table, at)}
          </th>
        ))}
        {radial && (
          <>
            <th scope="col" className="number axis">
              x
            </th>
            <th scope="col" className="number axis">
              y
            </th>
          </>
        )}
      </tr>
    </thead>
  );
}

/** The numbers of one line; dashes where there are none. */
export function Values(props: {
  readonly table: FieldTable | MapsTable;
  readonly values: readonly (number | null)[] | null;
}): ReactElement {
  const { table, values } = props;
  const column = { name: "", digits: digitsOf(table) };
  return (
    <>
      {table.at.map((at, i) => (
        <td key={at}>{sayEntry(toPercent(table, values?.[i] ?? null), column)}</td>
      ))}
    </>
  );
}

/** Where numbers were measured. */
export function PlaceLink({ place }: { readonly place: Place }): ReactElement {
  const { notebook, cell, title } = place;
  return <a href={notebookHash(notebook, cell)}>Measured in “{title}”</a>;
}
