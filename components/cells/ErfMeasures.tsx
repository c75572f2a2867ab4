import { memo, useMemo, useState, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { areaTable, measureTable, profileTable, radialTable } from "../../src/store/erfTables.ts";
import { pixelTicks } from "../plots/ticks.ts";
import { ProfileChart, type ProfileLine } from "../plots/ProfileChart.tsx";
import { sayExponents } from "../plots/Raised.tsx";
import { distanceTicks, type ProfileAxis } from "../plots/profileScales.ts";
import { DataTable } from "./DataTable.tsx";
import { FieldKey } from "./FieldKey.tsx";
import {
  pixelOfRing,
  pixelOfSquare,
  ringAt,
  squareAt,
  type Field,
  type Point,
} from "./erfFields.ts";
import { sayScale } from "./words.ts";

/** Powers of ten that a radial profile shows at most. */
const MOST_DECADES = 6;
type Pair = readonly [number, number];

/** Profiles, curves and fit of the fields, as small plots with one cross-hair, and as tables. */
export function ErfMeasures(props: {
  readonly fields: readonly Field[];
  readonly scale: ErfCell["conditions"]["scale"];
  readonly cross: Point | null;
  readonly onCross: (cross: Point | null) => void;
}): ReactElement | null {
  const { fields, scale, cross, onCross } = props;
  const plots = useMemo(() => plotsOf(fields, scale), [fields, scale]);
  const [first] = fields;
  if (!first) return null;
  const { through } = first.reading.measures;
  const ring = cross && ringAt(first, cross);
  const square = cross && squareAt(first, cross);
  const say = (lines: readonly ProfileLine[], at: number | null, digits: number): string =>
    at === null
      ? ""
      : lines
          .map(({ points }) => points[at]?.[1] ?? NaN)
          .map((value) => (digits === 0 ? value.toPrecision(3) : value.toFixed(digits)))
          .join(" · ");
  return (
    <details className="measures" open>
      <summary>Profiles, curves and fit</summary>
      <FieldKey fields={fields} />
      <div className="small-plots">
        <figure>
          <h3 className="plot-title">Along x, at y {through.y} px</h3>
          <ProfileChart
            {...plots.alongX}
            at={cross && cross.x}
            onAt={(at) => onCross(at === null ? null : { x: at, y: through.y })}
            say={cross ? `x ${cross.x}: ${say(plots.alongX.lines, cross.x, 3)}` : ""}
          />
        </figure>
        <figure>
          <h3 className="plot-title">Along y, at x {through.x} px</h3>
          <ProfileChart
            {...plots.alongY}
            at={cross && cross.y}
            onAt={(at) => onCross(at === null ? null : { x: through.x, y: at })}
            say={cross ? `y ${cross.y}: ${say(plots.alongY.lines, cross.y, 3)}` : ""}
          />
        </figure>
        <figure>
          <h3 className="plot-title">Mean E by distance from the unit</h3>
          <ProfileChart
            {...plots.radial}
            at={ring}
            onAt={(at) => onCross(at === null ? null : pixelOfRing(first, at))}
            say={ring === null ? "" : `${ring} px: ${say(plots.radial.lines, ring, 0)}`}
          />
        </figure>
        <figure>
          <h3 className="plot-title">Share inside by area of the square</h3>
          <ProfileChart
            {...plots.area}
            at={square}
            onAt={(at) => onCross(at === null ? null : pixelOfSquare(first, at))}
            say={
              square === null
                ? ""
                : `${(plots.area.lines[0]?.points[square]?.[0] ?? NaN).toFixed(3)}: ${say(plots.area.lines, square, 3)}`
            }
          />
        </figure>
      </div>
      <DataTable
        table={measureTable(fields)}
        label="Centroid, Gaussian and densest region"
        note="The Gaussian has the raw map’s own mean and covariance (by moments, over the whole input); x and y from the left and upper edge."
      />
      <Numbers fields={fields} />
    </details>
  );
}

function plotsOf(fields: readonly Field[], scale: ErfCell["conditions"]["scale"]) {
  const [first] = fields;
  const { height, width } = first?.map ?? { height: 1, width: 1 };
  const lines = (points: (field: Field) => readonly Pair[]): readonly ProfileLine[] =>
    fields.map((field, i) => ({
      key: String(i),
      className: field.className,
      dash: field.dash,
      points: points(field),
    }));
  const value: ProfileAxis = {
    type: "linear",
    domain: [0, 1],
    ticks: [0, 0.25, 0.5, 0.75, 1],
    title: sayScale[scale],
  };
  const pixels = (side: number, title: string): ProfileAxis => ({
    type: "linear",
    domain: [0, side],
    ticks: pixelTicks(side),
    title,
  });
  const radial = lines(({ reading }) =>
    Array.from(reading.measures.radial.mean, (mean, r): Pair => [r + 0.5, mean]),
  );
  const all = radial.flatMap(({ points }) => points.map(([, mean]) => mean)).filter((e) => e > 0);
  const most = all.reduce((p, q) => Math.max(p, q), Number.MIN_VALUE);
  const least = Math.max(
    all.reduce((p, q) => Math.min(p, q), most),
    most * 10 ** -MOST_DECADES,
  );
  const far: Pair = [0.5, Math.max(2, (radial[0]?.points.length ?? 2) + 0.5)];
  const where = first?.reading.measures.through ?? { x: 0, y: 0 };
  return {
    alongX: {
      lines: lines(({ drawn }) =>
        Array.from(drawn.values.subarray(where.y * width, (where.y + 1) * width), (v, x): Pair => [
          x,
          v,
        ]),
      ),
      x: pixels(width, "input x, px"),
      y: value,
      describe: `${sayExponents(sayScale[scale])} along the row y ${where.y} px through the unit.`,
    },
    alongY: {
      lines: lines(({ drawn }) =>
        Array.from({ length: height }, (_, y): Pair => [y, drawn.values[y * width + where.x]!]),
      ),
      x: pixels(height, "input y, px"),
      y: value,
      describe: `${sayExponents(sayScale[scale])} along the column x ${where.x} px through the unit.`,
    },
    radial: {
      lines: radial,
      x: { type: "log", domain: far, ticks: distanceTicks(far), title: "distance, px" } as const,
      y: {
        type: "log",
        domain: [least, most > least ? most : least * 10],
        title: "mean E",
      } as const,
      describe: "Mean contribution in rings around the unit, both axes logarithmic.",
    },
    area: {
      lines: lines(({ reading }) =>
        Array.from(reading.shares, (s, i): Pair => [(2 * i + 3) ** 2 / (height * width), s]),
      ),
      x: { type: "linear", domain: [0, 1], title: "area ratio of the centred square" } as const,
      y: { ...value, title: "share inside" },
      describe: `Share of the field inside a centred square against the square’s area ratio. ${fields
        .map(({ name, reading }) => {
          const half = reading.areaRatio.find(({ t }) => t === 0.5)?.ratio ?? null;
          return `${name} half within ${half === null ? "no square" : half.toFixed(3)}`.trim();
        })
        .join("; ")}.`,
    },
  };
}

/** The numbers of the plots; made only once they are asked for, since a large map has thousands. */
const Numbers = memo(function Numbers({ fields }: { readonly fields: readonly Field[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The plots as tables</summary>
      {open && (
        <>
          <DataTable table={profileTable(fields)} label="E along x and y through the unit" />
          <DataTable table={radialTable(fields)} label="E by distance from the unit" />
          <DataTable table={areaTable(fields)} label="Share inside centred squares" />
        </>
      )}
    </details>
  );
});
