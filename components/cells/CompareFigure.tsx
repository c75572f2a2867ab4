import { memo, useMemo, type ReactElement } from "react";
import type { Cell, CompareCell } from "../../src/domain/document.ts";
import type { Table } from "../../src/store/tables.ts";
import { CompareCurves } from "./CompareCurves.tsx";
import { sayTable } from "./compareWords.ts";
import { CompareDistance } from "./CompareDistance.tsx";
import { ComparePair } from "./ComparePair.tsx";
import { scaledMaps, standOf, standOfImported } from "./stands.ts";
import { CompareRow, longerSide, type PickUnit } from "./CompareRow.tsx";
import { useNotebook } from "../notebook/useNotebook.ts";
import { seriesBeside } from "../plots/series.ts";
import { DarkHint } from "./DarkHint.tsx";
import { DataTable } from "./DataTable.tsx";
import { unitAt } from "./geometry.ts";
import { MapKey } from "./MapKey.tsx";
import type { Entry } from "./measured.ts";
import { coloursOf } from "./useFigure.ts";
import type { Imported } from "./useImported.ts";
import { useLinked } from "./useLinked.ts";
import { useNarrow } from "./useNarrow.ts";
import { useSeries } from "./useSeries.ts";

/** networks that a phone has room for beside each other */
const ON_PHONE = 3;
const isModel = ({ type }: Cell): boolean => type === "model";

/** The maps in a row or two of them against each other, all curves in one plot, and one table. */
export const CompareFigure = memo(function CompareFigure(props: {
  /** the cell as it was when these results were computed */
  readonly shown: CompareCell;
  /** the cell as it is: how the results are drawn */
  readonly cell: CompareCell;
  readonly entries: readonly Entry[];
  readonly imported: readonly Imported[];
  /** null while nothing is there to be tabled */
  readonly table: Table | null;
  readonly onPair: (pair: CompareCell["pair"]) => void;
  readonly onUnit: (unit: { readonly y: number; readonly x: number }) => void;
  readonly onPower: () => void;
  readonly onOwn: () => void;
  readonly old: boolean;
}): ReactElement {
  const { shown, cell, entries, imported, table, onPair, onUnit, onPower, onOwn, old } = props;
  const { range, mode } = cell;
  const { conditions } = shown;
  const linked = useLinked();
  const narrow = useNarrow();
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
  const values = useMemo(() => maps.flatMap((map) => (map ? [map.values] : [])), [maps]);
  const drawn = stands.flatMap(({ label }, i) => (maps[i] ? [label] : []));
  const own = entries.map(({ name }) => seriesFor(name));
  // imported maps take the colours after those of the models
  const series = [...own, ...seriesBeside(own, models, imported.length)];
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
  const hint = (
    <DarkHint
      maps={values}
      scale={conditions.scale}
      old={old}
      onPower={onPower}
      shared={range === "shared" ? { names: drawn, onOwn } : null}
    />
  );
  const inRow = mode === "row" || stands.length < 2;
  // beside a map both stand over each other, together as tall as it is
  const curves = (
    <>
      <CompareCurves
        stands={stands}
        series={series}
        size={Math.max(...stands.map((stand) => longerSide(stand, shown)))}
        height={inRow ? 240 : 200}
      />
      <CompareDistance stands={stands} series={series} range={range} height={inRow ? 230 : 190} />
    </>
  );
  return (
    <>
      {inRow ? (
        <>
          <CompareRow {...common} />
          {hint}
          <MapKey />
          <div className="pair curves">{curves}</div>
        </>
      ) : (
        <ComparePair {...common} mode={mode} pair={cell.pair} onPair={onPair} beside={curves}>
          {hint}
          {(mode === "blink" || mode === "wipe") && <MapKey />}
        </ComparePair>
      )}
      {table && (
        <DataTable
          table={table}
          label="The networks compared"
          series={stands.flatMap(({ raw }, i) => (raw ? [series[i]!] : []))}
          note={sayTable(shown, table)}
          turned={narrow ? ON_PHONE : 0}
        />
      )}
    </>
  );
});
