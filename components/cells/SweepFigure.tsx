import { memo, useMemo, type ReactElement } from "react";
import type { SweepCell } from "../../src/domain/document.ts";
import { sweepTable } from "../../src/store/compareTable.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { useWidth } from "../plots/useWidth.ts";
import { sayQuantity as sayColours } from "./compareWords.ts";
import { DarkHint } from "./DarkHint.tsx";
import { DataTable } from "./DataTable.tsx";
import { marksOf } from "./measured.ts";
import {
  type Quantity,
  quantityAt,
  quantityAxis,
  sayQuantity,
  sayQuantityAt,
} from "./sweepQuantity.ts";
import { sayOver, sayUnreached, sayValue } from "./sweepWords.ts";
import type { Swept, SweptMap } from "./swept.ts";
import { coloursOf } from "./useFigure.ts";
import { useSeries } from "./useSeries.ts";
import { times } from "./words.ts";

/** px left and right of the columns: for names where there is room, else for the axis of the curve */
const NAMES = 152;
const LEFT = 56;
const RIGHT = 12;
const LEAST_COLUMN = 72;
/** px of a page that has room for names beside the maps */
const WIDE = 700;
/** px right of the last value that a name at the end of its curve takes, and about what a letter does */
const BEFORE_LABEL = 12;
const LETTER = 7.4;

/** A row of maps for each model, each map above its value; the curve under them; one table. */
export const SweepFigure = memo(function SweepFigure(props: {
  /** the cell as it was when these results were computed */
  readonly shown: SweepCell;
  readonly colours: string;
  readonly swept: readonly Swept[];
  /** what the curve is of */
  readonly quantity: Quantity;
  readonly onPower: () => void;
  readonly old: boolean;
}): ReactElement {
  const { shown, swept, quantity, onPower, old } = props;
  const { values, over, conditions } = shown;
  const series = useSeries();
  const curves = swept.map(({ points }) => points.map((point) => quantityAt(quantity, point)));
  const axis = quantityAxis(quantity, Math.max(0, ...curves.flat().map((value) => value ?? 0)));
  const [ref, width] = useWidth<HTMLDivElement>();
  const wide = width >= WIDE;
  const left = wide ? NAMES : LEFT;
  const room = (width - left - RIGHT) / values.length / 2 + RIGHT - BEFORE_LABEL;
  const fits = (texts: readonly string[]): boolean =>
    texts.every((text) => text.length * LETTER <= room);
  const full = fits(swept.map(({ label }) => label));
  // beside the maps they are named in full
  const named = full || fits(swept.map(({ name }) => name));
  const columns = {
    gridTemplateColumns: `repeat(${values.length}, minmax(0, 1fr))`,
    marginLeft: wide ? 0 : LEFT,
    marginRight: RIGHT,
  };
  const row = wide
    ? { display: "grid", gridTemplateColumns: `${NAMES}px minmax(0, 1fr)` }
    : undefined;
  const drawn = useMemo(
    () => swept.flatMap(({ points }) => points.flatMap((point) => mapOf(point)?.values ?? [])),
    [swept],
  );
  const table = sweepTable(swept, over, conditions);
  const unreached = sayUnreached(over, swept);
  return (
    <>
      {unreached !== "" && (
        <div className="notice stale">
          <p>{unreached}</p>
        </div>
      )}
      <div
        className="sweep-scroll"
        role="group"
        aria-label="Maps over their values, and the curve under them"
        tabIndex={0}
        ref={ref}
      >
        <div style={{ minWidth: left + RIGHT + LEAST_COLUMN * values.length }}>
          {swept.map(({ name, label, points }) => (
            <div key={name} className="sweep-row" style={row}>
              <h3 className={`plot-title series-name ${series(name).className}`}>{label}</h3>
              <div className="sweep-maps" style={columns}>
                {points.map((point) => (
                  <FieldMap
                    key={point.at}
                    map={mapOf(point)}
                    size={conditions.size}
                    colours={coloursOf(props.colours)}
                    series={series(name)}
                    name=""
                    note=""
                    marks={point.value && point.reading && marksOf(point.value, point.reading, [])}
                    cross={null}
                    onCross={null}
                    describe={describePoint(label, over, point, quantity)}
                    axes={false}
                    old={old}
                  />
                ))}
              </div>
            </div>
          ))}
          <div style={{ marginLeft: left }}>
            <ScaleBar
              colours={coloursOf(props.colours)}
              ticks={FIFTHS}
              quantity={sayColours(conditions.scale, "own", swept.length * values.length)}
            />
            <DarkHint maps={drawn} scale={conditions.scale} old={old} onPower={onPower} />
          </div>
          <p className="plot-note series-cost" style={{ marginLeft: left - LEFT }}>
            {sayQuantity(quantity)}
          </p>
          <LineChart
            naming={named ? "ends" : "key"}
            height={200}
            margins={{ left, right: RIGHT }}
            lines={swept.map(({ name, label, points }, m) => {
              const line = points.map((_, v) => [v, curves[m]![v] ?? NaN] as const);
              const short = named && !full;
              return {
                key: name,
                name: short ? name : label,
                series: series(name),
                points: line,
                dots: line,
              };
            })}
            x={{
              domain: [-0.5, values.length - 0.5],
              ticks: values.map((value, at) => ({ at, label: sayValue(over, value) })),
            }}
            y={axis}
            xTitle={over === "kernel" ? "largest kernel, taps a side" : sayOver[over]}
            describe={describeCurves(swept, curves, shown, quantity)}
          />
          {swept.map(({ name, points }) => (
            <div key={name} className={`sweep-row ${series(name).className}`} style={row}>
              <p className="plot-note series-name">{name}, params, M</p>
              <div className="sweep-maps costs" style={columns}>
                {points.map(({ at, value }) => (
                  <span key={at}>{value ? (value.model.params / 1e6).toFixed(2) : "–"}</span>
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
      <DataTable
        table={table}
        label="The values of the sweep"
        series={swept.flatMap(({ name, points }) => points.map(() => series(name)))}
        note={`Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share; its side in px beside it. MACs: of one image of 224 px, zeros included. Input ${times(conditions.size)}, protocol ${conditions.protocol}; weights as named under the figure. – where even the largest square holds less, or where a map is still to come.`}
      />
    </>
  );
});

const mapOf = ({ value, reading }: SweptMap): Parameters<typeof FieldMap>[0]["map"] =>
  value && reading
    ? {
        height: value.result.map.height,
        width: value.result.map.width,
        values: reading.values,
      }
    : null;

function describePoint(
  label: string,
  over: SweepCell["over"],
  point: SweptMap,
  quantity: Quantity,
): string {
  const what = `${label}, ${sayOver[over]} ${sayValue(over, point.at)}`;
  if (!point.reading) return `The map of ${what} is not computed yet.`;
  const value = quantityAt(quantity, point);
  const said = value === null ? "not reached" : sayQuantityAt(quantity, value);
  return `Effective receptive field of ${what}; ${sayQuantity(quantity)}: ${said}.`;
}

const describeCurves = (
  swept: readonly Swept[],
  curves: readonly (readonly (number | null)[])[],
  { over, values }: SweepCell,
  quantity: Quantity,
): string =>
  `${sayQuantity(quantity)} against the ${sayOver[over]}. ${swept
    .map(({ label }, m) => {
      const said = values.map((value, v) => {
        const own = curves[m]![v] ?? null;
        return `${own === null ? "none" : sayQuantityAt(quantity, own)} at ${sayValue(over, value)}`;
      });
      return `${label}: ${said.join(", ")}.`;
    })
    .join(" ")}`;
