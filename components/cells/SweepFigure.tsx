import { memo, useMemo, type ReactElement } from "react";
import type { SweepCell } from "../../src/domain/document.ts";
import { sweepTable } from "../../src/store/compareTable.ts";
import { LineChart } from "../plots/LineChart.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { useWidth } from "../plots/useWidth.ts";
import { sayQuantity as sayColours } from "./compareWords.ts";
import { DarkHint } from "./DarkHint.tsx";
import { DataTable } from "./DataTable.tsx";
import { withoutColumns } from "./pageTable.ts";
import { laySweep, mapOf, SweepMaps, SweepRow } from "./SweepMaps.tsx";
import {
  type Quantity,
  quantityAt,
  quantityAxis,
  sayQuantity,
  sayQuantityAt,
} from "./sweepQuantity.ts";
import { sayOver, sayUnreached, sayValue } from "./sweepWords.ts";
import type { Swept } from "./swept.ts";
import { coloursOf } from "./useFigure.ts";
import { useNarrow } from "./useNarrow.ts";
import { useSeries } from "./useSeries.ts";
import { times } from "./words.ts";

/** px that the labels of the curve's axis take */
const AXIS = 56;
/** px right of the last value that a name at the end of its curve takes, and about what a letter does */
const BEFORE_LABEL = 12;
const LETTER = 7.4;
/** px that the label of a value on the axis takes at least */
const LEAST_TICK = 34;
/** values that a phone has room for beside each other in a table */
const ON_PHONE = 5;

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
  const narrow = useNarrow();
  const layout = laySweep(values.length, width);
  const { left, right, level } = layout;
  const step = (width - left - right) / values.length;
  const room = step / 2 + right - BEFORE_LABEL;
  // of many values every other is said, or fewer
  const every = Math.max(1, Math.ceil(LEAST_TICK / Math.max(1, step)));
  const fits = (texts: readonly string[]): boolean =>
    texts.every((text) => text.length * LETTER <= room);
  const full = fits(swept.map(({ label }) => label));
  // beside the maps they are named in full
  const named = full || fits(swept.map(({ name }) => name));
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
        className="sweep"
        role="group"
        aria-label="Maps over their values, and the curve under them"
        ref={ref}
      >
        <SweepMaps {...{ shown, swept, quantity, layout, old }} colours={props.colours} />
        <div style={{ marginLeft: level ? left : 0 }}>
          <ScaleBar
            colours={coloursOf(props.colours)}
            ticks={FIFTHS}
            quantity={sayColours(conditions.scale, "own", swept.length * values.length)}
          />
          <DarkHint maps={drawn} scale={conditions.scale} old={old} onPower={onPower} />
        </div>
        <p className="plot-note series-cost" style={{ marginLeft: layout.wide ? left - AXIS : 0 }}>
          {sayQuantity(quantity)}
        </p>
        <LineChart
          naming={named ? "ends" : "key"}
          height={200}
          margins={{ left, right }}
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
            ticks: values.flatMap((value, at) =>
              at % every === 0 ? [{ at, label: sayValue(over, value) }] : [],
            ),
          }}
          y={axis}
          xTitle={over === "kernel" ? "largest kernel, taps a side" : sayOver[over]}
          describe={describeCurves(swept, curves, shown, quantity)}
        />
        {level &&
          swept.map(({ name, points }) => (
            <SweepRow
              key={name}
              layout={layout}
              count={values.length}
              className={`sweep-row ${series(name).className}`}
              name={<p className="plot-note series-name">{name}, params, M</p>}
              values="sweep-maps costs"
            >
              {points.map(({ at, value }) => (
                <span key={at}>{value ? (value.model.params / 1e6).toFixed(2) : "–"}</span>
              ))}
            </SweepRow>
          ))}
      </div>
      {narrow ? (
        swept.map((one) => (
          <div key={one.name} className={`of-network ${series(one.name).className}`}>
            <h3 className="plot-title series-name">{one.label}</h3>
            <DataTable
              table={withoutColumns(sweepTable([one], over, conditions), ["model", "kernels"])}
              label={`The values of the sweep, ${one.label}`}
              turned={ON_PHONE}
            />
          </div>
        ))
      ) : (
        <DataTable
          table={table}
          label="The values of the sweep"
          series={swept.flatMap(({ name, points }) => points.map(() => series(name)))}
        />
      )}
      <p className="table-note">
        Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share;
        its side in px beside it. MACs: of one image of 224 px, zeros included. Input{" "}
        {times(conditions.size)}, protocol {conditions.protocol}; weights as named under the figure.
        – where even the largest square holds less, or where a map is still to come.
      </p>
    </>
  );
});

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
