import { memo, useMemo, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { energyWithin, largestMagnitude, meanMagnitude } from "../../src/store/kernelNumbers.ts";
import { LineChart } from "../plots/LineChart.tsx";
import { ScaleBar } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { TapMap } from "../plots/TapMap.tsx";
import { ringTicks } from "../plots/ticks.ts";
import { NumbersOf } from "./DataTable.tsx";
import { distanceTable } from "./kernelTables.ts";
import { times } from "./words.ts";

/** What all kernels of a block have in common: mean magnitude of each tap, energy against distance. */
export const KernelsTogether = memo(function KernelsTogether(props: {
  readonly value: KernelsValue;
}): ReactElement {
  const { value } = props;
  const { merged, side } = value;
  const mean = useMemo(() => {
    const values = meanMagnitude(merged, side * side);
    const largest = largestMagnitude(values);
    return { largest, values: values.map((tap) => (largest > 0 ? tap / largest : 0)) };
  }, [merged, side]);
  const energy = useMemo(() => energyWithin(merged, side, side), [merged, side]);
  const half = energy.findIndex((share) => share >= 0.5);
  return (
    <>
      <div className="pair">
        <div>
          <h3 className="plot-title">Mean magnitude over channels</h3>
          <TapMap
            map={{ height: side, width: side, values: mean.values }}
            frame={side}
            colours="viridis"
            title={times(side)}
            describe={`Mean magnitude of the merged kernels at each of ${side} by ${side} taps; the largest is ${mean.largest.toPrecision(3)}.`}
            most={360}
          />
          <ScaleBar
            colours="viridis"
            ticks={[
              { at: 0, label: "0" },
              { at: 1, label: mean.largest.toPrecision(3) },
            ]}
            quantity="mean magnitude of the weights of a tap"
          />
        </div>
        <div>
          <h3 className="plot-title">Energy within a distance of the centre</h3>
          <p className="plot-note">Share of Σw² over all channels</p>
          <LineChart
            lines={[
              {
                key: "energy",
                name: "energy",
                series: seriesOf(0),
                points: Array.from(energy, (share, ring) => [ring, share] as const),
                dots: half >= 0 ? [[half, energy[half]!]] : [],
              },
            ]}
            x={{
              domain: [0, Math.max(1, energy.length - 1)],
              ticks: ringTicks(energy.length - 1),
            }}
            y={{
              domain: [0, 1],
              ticks: [0, 0.5, 1].map((at) => ({ at, label: `${at * 100} %` })),
            }}
            xTitle="distance from the centre, taps"
            margins={{ left: 52, right: 12 }}
            describe={
              half < 0
                ? "Energy against distance: all weights are zero."
                : `Energy against distance: half of it lies within ${half} taps of the centre.`
            }
          />
        </div>
      </div>
      <NumbersOf table={distanceTable(value)} label="Energy against distance" />
    </>
  );
});
