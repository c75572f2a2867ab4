import { memo, useMemo, useState, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import {
  CHANNEL_ORDERS,
  channelNumbers,
  energyWithin,
  largestMagnitude,
  meanMagnitude,
  orderChannels,
  type ChannelOrder,
} from "../../src/store/kernelNumbers.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { RangeField } from "../controls/RangeField.tsx";
import { KernelGrid } from "../plots/KernelGrid.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import { ScaleBar, signedTicks } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { ringTicks } from "../plots/ticks.ts";
import { TapMap } from "../plots/TapMap.tsx";
import { NumbersOf } from "./DataTable.tsx";
import { KernelAtLarge } from "./KernelAtLarge.tsx";
import { distanceTable } from "./kernelTables.ts";
import { useTide } from "./useFigure.ts";
import { parseWhole, times } from "./words.ts";

const ORDER_NAMES = { channel: "number", norm: "norm", zeros: "zeros" } as const;
const LEAST_TILE = 8;
const MOST_TILE = 160;
/** about this large a kernel is shown first, a whole number of px for each tap */
const FIRST_TILE = 64;

const firstTile = (side: number): number =>
  side > FIRST_TILE ? FIRST_TILE : side * Math.floor(FIRST_TILE / side);

/** The grid of all channels, the chosen one at large, and what all of them have in common. */
export const KernelsFigure = memo(function KernelsFigure(props: {
  readonly value: KernelsValue;
  readonly old: boolean;
}): ReactElement {
  const { value, old } = props;
  const { merged, channels, side } = value;
  const colours = useTide();
  const [order, setOrder] = useState<ChannelOrder>("norm");
  const [tile, setTile] = useState(() => firstTile(side));
  const [wanted, setChosen] = useState<number | null>(null);
  const numbers = useMemo(() => channelNumbers(merged, side * side), [merged, side]);
  const list = useMemo(() => orderChannels(numbers, order), [numbers, order]);
  const most = useMemo(() => largestMagnitude(merged), [merged]);
  const mean = useMemo(() => {
    const values = meanMagnitude(merged, side * side);
    const largest = largestMagnitude(values);
    return { largest, values: values.map((tap) => (largest > 0 ? tap / largest : 0)) };
  }, [merged, side]);
  const energy = useMemo(() => energyWithin(merged, side, side), [merged, side]);
  const chosen = wanted ?? list[0] ?? 0;
  const half = energy.findIndex((share) => share >= 0.5);
  return (
    <div className={old ? "kernels-figure faded" : "kernels-figure"}>
      <div className="conditions bare">
        <ChoiceField
          label="Channels by"
          value={order}
          choices={CHANNEL_ORDERS.map((by) => ({ value: by, label: ORDER_NAMES[by] }))}
          onChoose={setOrder}
        />
        <EntryField
          label="Channel"
          hint={`A whole number from 0 to ${channels - 1}`}
          text={String(chosen)}
          parse={(text) => parseWhole(text, 0, channels - 1)}
          onEnter={setChosen}
        />
        <RangeField
          label="Zoom"
          value={tile}
          least={LEAST_TILE}
          most={MOST_TILE}
          say={`${tile} px a kernel`}
          onChange={setTile}
        />
      </div>
      <h3 className="plot-title">Merged kernels of all {channels} channels</h3>
      <KernelGrid
        values={merged}
        channels={channels}
        side={side}
        order={list}
        colours={colours}
        most={most}
        tile={tile}
        chosen={chosen}
        onChoose={setChosen}
        describe={`${channels} merged kernels of ${side} by ${side} taps, ordered by ${ORDER_NAMES[order]}.`}
      />
      <p className="readout">
        <span aria-live="polite">
          Channel <b>{chosen}</b>: norm <b>{numbers.norm[chosen]?.toPrecision(3)}</b>,{" "}
          <b>{((numbers.zeros[chosen] ?? 0) * 100).toFixed(1)} %</b> exact zeros in its{" "}
          {times(side)} taps
        </span>
      </p>
      <ScaleBar
        colours={colours}
        ticks={signedTicks(most)}
        quantity="weight, one scale for all channels"
      />
      <KernelAtLarge value={value} channel={chosen} colours={colours} />
      <div className="pair">
        <div>
          <h3 className="plot-title">Mean magnitude over channels</h3>
          <TapMap
            map={{ height: side, width: side, values: mean.values }}
            frame={side}
            colours="viridis"
            title={`1 is ${mean.largest.toPrecision(3)}`}
            describe={`Mean magnitude of the merged kernels at each of ${side} by ${side} taps; the largest is ${mean.largest.toPrecision(3)}.`}
            most={360}
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
    </div>
  );
});
