import type { ReactElement } from "react";
import { mapUrl } from "../../src/store/fetchMap.ts";
import type { MeasuredMap } from "../../src/store/papers/measureMaps.ts";
import type { MapsTable } from "../../src/store/papers/schema.ts";
import { hostOf } from "../../src/store/remote/network.ts";
import { times } from "../cells/words.ts";
import { PlaceLink, PublishedHeads, Values } from "./PublishedParts.tsx";
import type { FoundMaps } from "./usePublished.ts";

/** Maps that the authors publish: what is measured of them here, once a notebook has them. */
export function PublishedMaps(props: {
  readonly table: MapsTable;
  readonly found: FoundMaps;
  readonly onFetch: () => void;
}): ReactElement {
  const { table, found, onFetch } = props;
  const hosts = [...new Set(table.rows.map(({ url }) => hostOf(mapUrl(url))))];
  return (
    <>
      <div className="offer">
        <button type="button" className="btn" onClick={onFetch}>
          Fetch the maps
        </button>
        <p>
          Starts a notebook with a comparison and asks {hosts.join(", ")} for {table.rows.length}{" "}
          files. Nothing is asked before.
        </p>
      </div>
      <table className="data printed">
        <PublishedHeads table={table} />
        {table.rows.map((row) => {
          const own = found.get(row);
          return (
            <tbody key={row.file}>
              <tr>
                <th scope="row">
                  <span className="name">{row.name}</span> <small>{row.kernels.join(" ")}</small>
                </th>
                <Values table={table} values={own?.values ?? null} />
              </tr>
              <tr className="differs">
                <td colSpan={table.at.length + 1}>
                  <p>
                    <About row={row} own={own} />
                  </p>
                </td>
              </tr>
            </tbody>
          );
        })}
      </table>
    </>
  );
}

/** Which map was measured and how it came here, or where it lies. */
function About(props: {
  readonly row: MapsTable["rows"][number];
  readonly own: MeasuredMap | null | undefined;
}): ReactElement {
  const { row, own } = props;
  if (own === undefined) return <>Looking through the notebooks of this browser.</>;
  if (own === null)
    return (
      <>
        <a href={row.url} target="_blank" rel="noreferrer">
          {row.file}
        </a>{" "}
        is in no notebook of this browser yet.
      </>
    );
  const { height, width, file, place } = own;
  const came =
    file.url === undefined
      ? "dropped in by hand and known by its name"
      : `fetched from ${hostOf(file.url)}`;
  return (
    <>
      {row.file}, {times(height, width)} px, {came}. <PlaceLink place={place} />
    </>
  );
}
