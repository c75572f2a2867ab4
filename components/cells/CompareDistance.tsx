import { useMemo, useState, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { ProfileChart } from "../plots/ProfileChart.tsx";
import { distanceTicks, type ProfileAxis } from "../plots/profileScales.ts";
import type { Series } from "../plots/series.ts";
import { sayMagnitude } from "./compareWords.ts";
import type { Stand } from "./stands.ts";

/** Powers of ten that are shown at most. */
const MOST_DECADES = 6;

/** Every field's mean contribution in rings around its unit, both axes logarithmic. */
export function CompareDistance(props: {
  readonly stands: readonly Stand[];
  readonly series: readonly Series[];
  readonly range: CompareCell["range"];
  /** px of the drawing area */
  readonly height?: number;
}): ReactElement {
  const { stands, series, range, height = 230 } = props;
  const [at, setAt] = useState<number | null>(null);
  const plot = useMemo(() => plotOf(stands, range), [stands, range]);
  const lines = plot.rings.flatMap((points, i) => {
    const { key } = stands[i]!;
    const { className, dash } = series[i]!;
    return points.length === 0 ? [] : [{ key, className, dash, points }];
  });
  const said = lines.map(({ points }) => sayMagnitude(points[at ?? -1]?.[1] ?? NaN));
  const what = range === "shared" ? "Mean E" : "Mean E over each map’s largest,";
  return (
    <div>
      <h3 className="plot-title">Contribution with distance</h3>
      <p className="plot-note">{what} in rings, both axes logarithmic</p>
      <ProfileChart
        lines={lines}
        x={plot.x}
        y={plot.y}
        at={at}
        onAt={setAt}
        say={at === null ? "" : `${at} px: ${said.join(" · ")}`}
        height={height}
        describe={`${what} in rings around the unit of ${stands.map(({ label }) => label).join(", ")}, both axes logarithmic.`}
      />
    </div>
  );
}

type Pair = readonly [number, number];

function plotOf(
  stands: readonly Stand[],
  range: CompareCell["range"],
): {
  readonly rings: readonly (readonly Pair[])[];
  readonly x: ProfileAxis;
  readonly y: ProfileAxis;
} {
  const rings = stands.map(({ reading }) => {
    if (!reading) return [];
    const by = range === "own" && reading.max > 0 ? reading.max : 1;
    return Array.from(reading.measures.radial.mean, (mean, r): Pair => [r + 0.5, mean / by]);
  });
  const values = rings.flatMap((points) => points.map(([, value]) => value)).filter((e) => e > 0);
  const most = values.reduce((p, q) => Math.max(p, q), Number.MIN_VALUE);
  const least = Math.max(
    values.reduce((p, q) => Math.min(p, q), most),
    most * 10 ** -MOST_DECADES,
  );
  const far: Pair = [0.5, Math.max(2, ...rings.map((points) => points.length)) + 0.5];
  return {
    rings,
    x: { type: "log", domain: far, ticks: distanceTicks(far), title: "distance from the unit, px" },
    y: { type: "log", domain: [least, most > least ? most : least * 10], title: "mean E" },
  };
}
