import type { ReactElement } from "react";
import { SHARES, sayShare } from "../../src/store/compareTable.ts";
import { LineChart } from "../plots/LineChart.tsx";
import type { Series } from "../plots/series.ts";
import { pixelTicks } from "../plots/ticks.ts";
import type { Stand } from "./stands.ts";

/** Every field's share inside centred squares in one plot, against the side. */
export function CompareCurves(props: {
  readonly stands: readonly Stand[];
  readonly series: readonly Series[];
  /** side of the widest map, px */
  readonly size: number;
  /** px of the drawing area */
  readonly height?: number;
}): ReactElement {
  const { stands, series, size, height = 240 } = props;
  return (
    <div>
      <h3 className="plot-title">Share of the field inside a centred square</h3>
      <p className="plot-note">Dots mark the sides that hold 20, 30, 50 and 99 %</p>
      <LineChart
        height={height}
        describe={describeCurves(stands)}
        x={{
          domain: [0, size],
          ticks: pixelTicks(size).map((side) => ({ at: side, label: String(side) })),
        }}
        y={{ domain: [0, 1], ticks: [0, ...SHARES].map((t) => ({ at: t, label: sayShare(t) })) }}
        xTitle="side of the square, px"
        lines={stands.flatMap(({ key, label, reading }, i) =>
          reading
            ? [
                {
                  key,
                  name: label,
                  series: series[i]!,
                  points: [
                    [0, 0] as const,
                    ...Array.from(reading.shares, (share, at) => [2 * at + 3, share] as const),
                  ],
                  dots: reading.areaRatio.flatMap(({ side, t }) =>
                    side === null ? [] : [[side, reading.shares[(side - 3) / 2] ?? t] as const],
                  ),
                },
              ]
            : [],
        )}
      />
    </div>
  );
}

const describeCurves = (stands: readonly Stand[]): string =>
  `Share of each field inside a centred square. ${stands
    .map(({ label, reading }) => {
      const side = reading?.areaRatio.find(({ t }) => t === 0.5)?.side ?? null;
      if (!reading) return `${label}: to come.`;
      return `${label}: half within ${side === null ? "no square" : `${side} px`}.`;
    })
    .join(" ")}`;
