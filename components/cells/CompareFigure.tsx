import { memo, useMemo, useState, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { compareTable, SHARES, sayShare } from "../../src/store/compareTable.ts";
import { sharedFactors, timesFactor } from "../../src/store/sharedScale.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { pixelTicks } from "../plots/ticks.ts";
import { CompareDifference } from "./CompareDifference.tsx";
import { sayMagnitude, sayQuantity } from "./compareWords.ts";
import { DataTable } from "./DataTable.tsx";
import { marksOf, measuredOf, type Entry } from "./measured.ts";
import { coloursOf } from "./useFigure.ts";
import { useSeries } from "./useSeries.ts";
import { times } from "./words.ts";

type Point = { readonly x: number; readonly y: number };

/** The maps in a row with one cross-hair, all curves in one plot, and one table. */
export const CompareFigure = memo(function CompareFigure(props: {
  /** the cell as it was when these results were computed */
  readonly shown: CompareCell;
  readonly range: CompareCell["range"];
  readonly colours: string;
  readonly entries: readonly Entry[];
  readonly view: "side by side" | "difference";
  readonly old: boolean;
}): ReactElement {
  const { shown, range, entries, view, old } = props;
  const { conditions } = shown;
  const [cross, setCross] = useState<Point | null>(null);
  const series = useSeries();
  const maps = useMemo(
    () => scaledMaps(entries, range, conditions.scale),
    [entries, range, conditions.scale],
  );
  const shared = useMemo(
    () => scaledMaps(entries, "shared", conditions.scale),
    [entries, conditions.scale],
  );
  const colours = coloursOf(props.colours);
  const at = cross && cross.x < conditions.size && cross.y < conditions.size ? cross : null;
  const measured = entries.flatMap((entry) => measuredOf(entry) ?? []);
  return (
    <>
      {view === "difference" ? (
        <CompareDifference entries={entries} maps={shared} shown={shown} old={old} />
      ) : (
        <>
          <div className="map-row">
            {entries.map((entry, i) => (
              <FieldMap
                key={entry.name}
                map={maps[i] ?? null}
                size={conditions.size}
                colours={colours}
                series={series(entry.name)}
                name={entry.label}
                note={
                  entry.value
                    ? `kernels up to ${times(entry.value.model.kernelSizes[0] ?? 0)}`
                    : "to come"
                }
                marks={entry.value && entry.reading && marksOf(entry.value, entry.reading)}
                cross={at}
                onCross={setCross}
                describe={describeMap(entry, shown)}
                axes
                old={old}
              />
            ))}
          </div>
          <ScaleBar
            colours={colours}
            ticks={FIFTHS}
            quantity={sayQuantity(conditions.scale, range, entries.length)}
          />
          <p className="readout">
            <span aria-live="polite">
              {at ? (
                <>
                  At x <b>{at.x}</b>, y <b>{at.y}</b> px:{" "}
                  {entries.map((entry, i) => (
                    <span key={entry.name} className="value">
                      {entry.label} <b>{sayValue(maps[i] ?? null, at)}</b>{" "}
                    </span>
                  ))}
                </>
              ) : (
                "Point at a map: every map answers for the same pixel."
              )}
            </span>
            {at && <span>{entries.map((entry) => sayRaw(entry, at)).join(" · ")}</span>}
          </p>
        </>
      )}
      <h3 className="plot-title">Share of the field inside a centred square</h3>
      <p className="plot-note">Dots mark the sides that hold 20, 30, 50 and 99 %</p>
      <LineChart
        describe={describeCurves(entries)}
        x={{
          domain: [0, conditions.size],
          ticks: pixelTicks(conditions.size).map((side) => ({ at: side, label: String(side) })),
        }}
        y={{ domain: [0, 1], ticks: [0, ...SHARES].map((t) => ({ at: t, label: sayShare(t) })) }}
        xTitle="side of the square, px"
        lines={entries.flatMap(({ name, label, reading }) =>
          reading
            ? [
                {
                  key: name,
                  name: label,
                  series: series(name),
                  points: [
                    [0, 0] as const,
                    ...Array.from(reading.shares, (share, i) => [2 * i + 3, share] as const),
                  ],
                  dots: reading.areaRatio.flatMap(({ side, t }) =>
                    side === null ? [] : [[side, reading.shares[(side - 3) / 2] ?? t] as const],
                  ),
                },
              ]
            : [],
        )}
      />
      {measured.length > 0 && (
        <DataTable
          table={compareTable(measured, conditions)}
          label="The networks compared"
          series={measured.map(({ name }) => series(name))}
          note="Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share; – where even the largest square holds less, or where a number is not known."
        />
      )}
    </>
  );
});

export interface ScaledMap {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array<ArrayBuffer>;
}
/** The maps as they are drawn; null for those still to come. */
function scaledMaps(
  entries: readonly Entry[],
  range: CompareCell["range"],
  scale: CompareCell["conditions"]["scale"],
): readonly (ScaledMap | null)[] {
  const readings = entries.flatMap(({ reading }) => (reading ? [reading] : []));
  const factors = sharedFactors(readings, scale);
  return entries.map(({ value, reading }) => {
    if (!value || !reading) return null;
    const { height, width } = value.result.map;
    const factor = range === "shared" ? factors[readings.indexOf(reading)]! : 1;
    return { height, width, values: timesFactor(reading.values, factor) };
  });
}

const sayValue = (map: ScaledMap | null, at: Point): string =>
  map?.values[at.y * map.width + at.x]?.toFixed(3) ?? "to come";

function sayRaw({ value }: Entry, at: Point): string {
  if (!value) return "";
  const { sum, count, width } = value.result.map;
  return `E ${sayMagnitude((sum[at.y * width + at.x] ?? NaN) / count)}`;
}

const describeMap = ({ label, reading }: Entry, { conditions }: CompareCell): string =>
  reading
    ? `Effective receptive field of ${label}, stage ${conditions.stage}, over ${conditions.size} by ${conditions.size} input pixels.`
    : `The map of ${label} is not computed yet.`;

const describeCurves = (entries: readonly Entry[]): string =>
  `Share of each field inside a centred square. ${entries
    .map(({ label, reading }) => {
      const side = reading?.areaRatio.find(({ t }) => t === 0.5)?.side ?? null;
      if (!reading) return `${label}: to come.`;
      return `${label}: half within ${side === null ? "no square" : `${side} px`}.`;
    })
    .join(" ")}`;
