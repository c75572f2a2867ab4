import { memo, useMemo, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { compareTable } from "../../src/store/compareTable.ts";
import { CompareCurves } from "./CompareCurves.tsx";
import { ComparePair } from "./ComparePair.tsx";
import { scaledMaps, standOf } from "./stands.ts";
import { CompareRow, longerSide, type PickUnit } from "./CompareRow.tsx";
import { DataTable } from "./DataTable.tsx";
import { unitAt } from "./geometry.ts";
import { measuredOf, type Entry } from "./measured.ts";
import { coloursOf } from "./useFigure.ts";
import { useLinked } from "./useLinked.ts";
import { useSeries } from "./useSeries.ts";

/** The maps in a row or two of them against each other, all curves in one plot, and one table. */
export const CompareFigure = memo(function CompareFigure(props: {
  /** the cell as it was when these results were computed */
  readonly shown: CompareCell;
  /** the cell as it is: how the results are drawn */
  readonly cell: CompareCell;
  readonly entries: readonly Entry[];
  readonly onPair: (pair: CompareCell["pair"]) => void;
  readonly onUnit: (unit: { readonly y: number; readonly x: number }) => void;
  readonly old: boolean;
}): ReactElement {
  const { shown, cell, entries, onPair, onUnit, old } = props;
  const { range, mode } = cell;
  const { conditions } = shown;
  const linked = useLinked();
  const seriesOf = useSeries();
  const stands = useMemo(() => entries.map(standOf), [entries]);
  const maps = useMemo(
    () => scaledMaps(stands, range, conditions.scale),
    [stands, range, conditions.scale],
  );
  const measured = entries.flatMap((entry) => measuredOf(entry) ?? []);
  const series = stands.map(({ key }) => seriesOf(key));
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
      {measured.length > 0 && (
        <DataTable
          table={compareTable(measured, conditions)}
          label="The networks compared"
          series={measured.map(({ name }) => seriesOf(name))}
          note="Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share; – where even the largest square holds less, or where a number is not known."
        />
      )}
    </>
  );
});
