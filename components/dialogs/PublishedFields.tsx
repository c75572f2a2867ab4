import type { ReactElement } from "react";
import type { MapPoint } from "../../src/domain/reading.ts";
import { sayDifferences, sayWeights } from "../../src/store/papers/differences.ts";
import type { Measured } from "../../src/store/papers/measure.ts";
import { isAsPrinted } from "../../src/store/papers/rank.ts";
import type { FieldTable, PaperRow } from "../../src/store/papers/schema.ts";
import { PlaceLink, PublishedHeads, Values } from "./PublishedParts.tsx";
import type { FoundFields } from "./usePublished.ts";

/** Networks with the numbers that are printed, over those that were measured here and what differs. */
export function PublishedFields(props: {
  readonly table: FieldTable;
  readonly found: FoundFields;
  readonly onMeasure: (row: PaperRow) => void;
}): ReactElement {
  const { table, found, onMeasure } = props;
  const columns = table.at.length + (table.type === "radial" ? 2 : 0);
  return (
    <table className="data printed">
      <PublishedHeads table={table} />
      {table.rows.map((row) => {
        const own = found.get(row);
        return (
          <tbody key={row.name}>
            <tr>
              <th scope="row">
                <span className="name">{row.name}</span> <small>printed</small>
              </th>
              <Values table={table} values={row.values} />
              {"centroid" in row && <Centroid at={row.centroid} />}
            </tr>
            <tr className="here">
              <th scope="row">
                <span className="unseen">{row.name} </span>measured here
              </th>
              <Values table={table} values={own?.values ?? null} />
              {table.type === "radial" && <Centroid at={own?.centroid ?? null} />}
            </tr>
            <tr className="differs">
              <td colSpan={columns + 1}>
                <div>
                  <p>
                    <About table={table} row={row} own={own} />
                  </p>
                  {own !== undefined && <Measure {...{ table, row, own, onMeasure }} />}
                </div>
              </td>
            </tr>
          </tbody>
        );
      })}
    </table>
  );
}

function Centroid({ at }: { readonly at: MapPoint | null }): ReactElement {
  return (
    <>
      <td>{at ? at.x.toFixed(1) : "–"}</td>
      <td>{at ? at.y.toFixed(1) : "–"}</td>
    </>
  );
}

/** In plain words: what was measured, where, and everything that differs from the printed conditions. */
function About(props: {
  readonly table: FieldTable;
  readonly row: PaperRow;
  readonly own: Measured | null | undefined;
}): ReactElement {
  const { table, row, own } = props;
  const { weights, note } = row;
  const printed = weights !== undefined && (
    <>
      Printed for{" "}
      <a href={`https://huggingface.co/${weights}`} target="_blank" rel="noreferrer">
        {weights}
      </a>
      .{" "}
    </>
  );
  if (own === undefined) return <>{printed}Looking through the notebooks of this browser.</>;
  if (own === null)
    return (
      <>
        {printed}
        {note !== undefined && `${note} `}Not measured in this browser yet.
      </>
    );
  const { root } = own.part.model;
  const trained = root.type === "file" && own.part.model.edits.untrained === null;
  return (
    <>
      {printed}
      {note !== undefined && `${note} `}
      {trained && `Measured with ${sayWeights(own.part.model)}. `}
      Differs: {sayDifferences(own, table.conditions, row).join("; ")}.{" "}
      {own.values.includes(null) && "A dash: no square holds that share. "}
      <PlaceLink place={own.place} />
    </>
  );
}

/** Starts a notebook with the printed conditions, unless that is what was measured. */
function Measure(props: {
  readonly table: FieldTable;
  readonly row: PaperRow;
  readonly own: Measured | null;
  readonly onMeasure: (row: PaperRow) => void;
}): ReactElement | null {
  const { table, row, own, onMeasure } = props;
  if (own && isAsPrinted(own, table.conditions, row)) return null;
  return (
    <button
      type="button"
      className="btn"
      aria-label={`${own ? "Measure as printed" : "Measure"}: ${row.name}`}
      title="Start a notebook with this network under the printed conditions"
      onClick={() => onMeasure(row)}
    >
      {own ? "Measure as printed" : "Measure"}
    </button>
  );
}
