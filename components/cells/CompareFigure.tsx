import { memo, useMemo, type ReactElement } from "react";
import type { Cell, CompareCell } from "../../src/domain/document.ts";
import { compareTable } from "../../src/store/compareTable.ts";
import { CompareCurves } from "./CompareCurves.tsx";
import { ComparePair } from "./ComparePair.tsx";
import { measuredMaps, scaledMaps, standOf, standOfImported } from "./stands.ts";
import { CompareRow, longerSide, type PickUnit } from "./CompareRow.tsx";
import { useNotebook } from "../notebook/useNotebook.ts";
import { seriesOf } from "../plots/series.ts";
import { DataTable } from "./DataTable.tsx";
import { unitAt } from "./geometry.ts";
import { measuredOf, type Entry } from "./measured.ts";
import { coloursOf } from "./useFigure.ts";
import type { Imported } from "./useImported.ts";
import { useLinked } from "./useLinked.ts";
import { useSeries } from "./useSeries.ts";

const isModel = ({ type }: Cell): boolean => type === "model";

/** The maps in a row or two of them against each other, all curves in one plot, and one table. */
export const CompareFigure = memo(function CompareFigure(props: {
  /** the cell as it was when these results were computed */
  readonly shown: CompareCell;
  /** the cell as it is: how the results are drawn */
  readonly cell: CompareCell;
  readonly entries: readonly Entry[];
  readonly imported: readonly Imported[];
  readonly onPair: (pair: CompareCell["pair"]) => void;
  readonly onUnit: (unit: { readonly y: number; readonly x: number }) => void;
  readonly old: boolean;
}): ReactElement {
  const { shown, cell, entries, imported, onPair, onUnit, old } = props;
  const { range, mode } = cell;
  const { conditions } = shown;
  const linked = useLinked();
  const seriesFor = useSeries();
  const models = useNotebook(({ document }) => document.cells.filter(isModel).length);
  const stands = useMemo(
    () => [...entries.map(standOf), ...imported.map(standOfImported)],
    [entries, imported],
  );
  const maps = useMemo(
    () => scaledMaps(stands, range, conditions.scale),
    [stands, range, conditions.scale],
  );
  const measured = entries.flatMap((entry) => measuredOf(entry) ?? []);
  const files = measuredMaps(imported);
  // imported maps take the colours after those of the models
  const series = stands.map((stand, place) =>
    stand.imported ? seriesOf(models + place - entries.length) : seriesFor(stand.key),
  );
  const onPick: PickUnit = (place, at) => {
    const grid = stands[place]?.grid;
    if (grid) onUnit(unitAt(grid.stage, grid.cells, at));
  };
  const common = {
    shown,
    range,
    colours: coloursOf(cell.conditions.colours),
    stands,
    maps,
    series,
    linked,
    onPick,
    old,
  };
  return (
    <>
      {mode === "row" || stands.length < 2 ? (
        <CompareRow {...common} />
      ) : (
        <ComparePair {...common} mode={mode} pair={cell.pair} onPair={onPair} />
      )}
      <CompareCurves
        stands={stands}
        series={series}
        size={Math.max(...stands.map((stand) => longerSide(stand, shown)))}
      />
      {measured.length + files.length > 0 && (
        <DataTable
          table={compareTable(measured, conditions, files)}
          label="The networks compared"
          series={stands.flatMap(({ raw }, i) => (raw ? [series[i]!] : []))}
          note="Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share; σ: of the Gaussian with the map’s own covariance, along its longest and its shortest axis; – where even the largest square holds less, or where a number is not known."
        />
      )}
    </>
  );
});
