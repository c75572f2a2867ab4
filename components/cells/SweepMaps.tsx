import type { ReactElement, ReactNode } from "react";
import type { SweepCell } from "../../src/domain/document.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { marksOf } from "./measured.ts";
import { type Quantity, quantityAt, sayQuantity, sayQuantityAt } from "./sweepQuantity.ts";
import { sayOver, sayValue } from "./sweepWords.ts";
import type { Swept, SweptMap } from "./swept.ts";
import { coloursOf } from "./useFigure.ts";
import { useSeries } from "./useSeries.ts";

/** px left and right of the columns: for names where there is room, else for the axis of the curve */
const NAMES = 152;
const LEFT = 56;
const RIGHT = 12;
const LEAST_COLUMN = 72;
/** px of a page that has room for names beside the maps */
const WIDE = 700;

export interface SweepLayout {
  /** px left and right of what lies over the axis of the values */
  readonly left: number;
  readonly right: number;
  /** names stand beside the maps, not over them */
  readonly wide: boolean;
  /** each map stands above its value on the axis; else the maps wrap, and say their values themselves */
  readonly level: boolean;
}
/** How a sweep over so many values lies on a page of some width. */
export function laySweep(count: number, width: number): SweepLayout {
  const wide = width >= WIDE;
  const left = wide ? NAMES : LEFT;
  // a width that is not known yet is taken to be enough
  const level = width === 0 || width >= left + RIGHT + LEAST_COLUMN * count;
  return { left, right: RIGHT, wide, level };
}

/** What belongs to one network, over the values of the axis, after its name. */
export function SweepRow(props: {
  readonly layout: SweepLayout;
  readonly count: number;
  readonly className: string;
  readonly name: ReactNode;
  /** of the row of values */
  readonly values: string;
  readonly children: ReactNode;
}): ReactElement {
  const { layout, count, className, name, values, children } = props;
  const { wide, level } = layout;
  const row = wide && level;
  const columns = level && {
    gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))`,
    marginLeft: wide ? 0 : LEFT,
    marginRight: RIGHT,
  };
  return (
    <div
      className={className}
      style={
        row ? { display: "grid", gridTemplateColumns: `${NAMES}px minmax(0, 1fr)` } : undefined
      }
    >
      {name}
      <div className={level ? values : `${values} wrapped`} style={columns || undefined}>
        {children}
      </div>
    </div>
  );
}

/** A row of maps for each network. */
export function SweepMaps(props: {
  readonly shown: SweepCell;
  readonly colours: string;
  readonly swept: readonly Swept[];
  readonly quantity: Quantity;
  readonly layout: SweepLayout;
  readonly old: boolean;
}): ReactElement {
  const { shown, swept, quantity, layout, old } = props;
  const { values, over, conditions } = shown;
  const series = useSeries();
  return (
    <>
      {swept.map(({ name, label, points }) => (
        <SweepRow
          key={name}
          layout={layout}
          count={values.length}
          className="sweep-row"
          name={<h3 className={`plot-title series-name ${series(name).className}`}>{label}</h3>}
          values="sweep-maps"
        >
          {points.map((point) => {
            const map = (
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
            );
            if (layout.level) return map;
            const said = quantityAt(quantity, point);
            return (
              <figure key={point.at}>
                {map}
                <figcaption aria-hidden="true">
                  <b>{sayValue(over, point.at)}</b>{" "}
                  {said === null ? "–" : sayQuantityAt(quantity, said)}
                </figcaption>
              </figure>
            );
          })}
        </SweepRow>
      ))}
    </>
  );
}

/** One value's map as it is drawn; null while it is to come. */
export const mapOf = ({ value, reading }: SweptMap): Parameters<typeof FieldMap>[0]["map"] =>
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
