import { useMemo, useState, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { maskNumbers } from "../../src/store/maskNumbers.ts";
import { EntryField } from "../controls/EntryField.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { TapMap } from "../plots/TapMap.tsx";
import { ringTicks } from "../plots/ticks.ts";
import { DataTable } from "./DataTable.tsx";
import { branchName } from "./KernelAtLarge.tsx";
import { branchTable } from "./maskTables.ts";
import { useNarrow } from "./useNarrow.ts";
import { parseWhole, times } from "./words.ts";

const MOST_NAMED = 12;
/** branches that a phone has room for beside each other */
export const MOST_BESIDE = 3;
const ALL = "all";
const DEAD_OR_ALIVE = [
  { at: 0, label: "dead" },
  { at: 1, label: "alive" },
] as const;

/** How often each tap of a block is alive over its channels, or which taps of one channel are. */
export function MasksTaps({ value }: { readonly value: KernelsValue }): ReactElement {
  const { branches, side, block, channels } = value;
  const narrow = useNarrow();
  const [wanted, setChannel] = useState<number | null>(null);
  const channel = wanted !== null && wanted < channels ? wanted : null;
  const masks = useMemo(
    () =>
      branches.map(({ name, kernel, values }) => ({
        name,
        label: branchName(name),
        kernel,
        values,
        ...maskNumbers(values, ...kernel),
      })),
    [branches],
  );
  const dead = masks.filter((mask) => mask.dead.length > 0);
  const last = Math.max(1, ...masks.map(({ aliveByDistance }) => aliveByDistance.length - 1));
  return (
    <>
      <h3 className="plot-title">
        {channel === null
          ? `How often each tap of ${block} is alive`
          : `Which taps of ${block} are alive in channel ${channel}`}
      </h3>
      <p className="plot-note">
        {channel === null
          ? "Share of channels whose weight there is not zero"
          : "Taps whose weight is not zero"}
      </p>
      <div className="conditions bare">
        <EntryField
          label="Channel"
          hint={`“${ALL}”, or a whole number from 0 to ${channels - 1}`}
          text={channel === null ? ALL : String(channel)}
          parse={(text) => parseChannel(text, channels)}
          onEnter={({ only }) => setChannel(only)}
        />
      </div>
      <div className="map-row kernels">
        {masks.map(({ name, label, kernel: [height, width], aliveByTap, sparsity, values }) => {
          const own = channel === null ? null : aliveIn(values, channel, height * width);
          return (
            <TapMap
              key={name}
              map={{ height, width, values: own?.map ?? aliveByTap }}
              frame={side}
              colours="viridis"
              title={`${label}, ${times(height, width)}`}
              describe={
                own
                  ? `Taps alive in channel ${channel} of ${label}, ${height} by ${width}: ${own.alive} of ${height * width}.`
                  : `Share of channels alive at each tap of ${label}, ${height} by ${width}; ${((1 - sparsity) * 100).toFixed(1)} % of all its weights are alive.`
              }
            />
          );
        })}
      </div>
      {channel === null ? (
        <ScaleBar colours="viridis" ticks={FIFTHS} quantity="share of channels alive" />
      ) : (
        <ScaleBar colours="viridis" ticks={DEAD_OR_ALIVE} quantity="tap" />
      )}
      <h3 className="plot-title">Alive against the distance from the centre</h3>
      <LineChart
        lines={masks.map(({ name, label, aliveByDistance }, i) => ({
          key: name,
          name: label,
          series: seriesOf(i),
          points: Array.from(aliveByDistance, (share, ring) => [ring, share] as const),
        }))}
        height={160}
        x={{ domain: [0, last], ticks: ringTicks(last) }}
        y={{ domain: [0, 1], ticks: [0, 0.5, 1].map((at) => ({ at, label: `${at * 100} %` })) }}
        xTitle="distance from the centre, taps"
        describe={`Share of taps alive against the distance from the centre. ${masks
          .map(
            ({ label, aliveByDistance: by }) =>
              `${label}: ${sayPart(by[0])} at the centre, ${sayPart(by.at(-1))} farthest out.`,
          )
          .join(" ")}`}
      />
      <DataTable
        table={branchTable(value)}
        label={`Branches of ${block}`}
        turned={narrow ? MOST_BESIDE : 0}
      />
      <p className="table-note">
        {dead.length === 0
          ? "No channel is dead: each has a weight that is not zero in every branch."
          : dead
              .map(
                (mask) =>
                  `${mask.label}: dead ${mask.dead.length === 1 ? "channel" : "channels"} ${mask.dead.slice(0, MOST_NAMED).join(", ")}${mask.dead.length > MOST_NAMED ? " and more" : ""}.`,
              )
              .join(" ")}
      </p>
    </>
  );
}

const sayPart = (share: number | undefined): string =>
  share === undefined ? "nothing" : `${(share * 100).toFixed(0)} %`;

/** A channel's number, or all of them; null for what is neither. */
function parseChannel(text: string, channels: number): { readonly only: number | null } | null {
  if (text.trim().toLowerCase() === ALL) return { only: null };
  const only = parseWhole(text, 0, channels - 1);
  return only === null ? null : { only };
}

/** One channel's mask, 1 where a weight is not zero. */
function aliveIn(values: Float32Array, channel: number, taps: number) {
  const own = values.subarray(channel * taps, (channel + 1) * taps);
  const map = Float32Array.from(own, (value) => (value === 0 ? 0 : 1));
  return { map, alive: map.reduce((sum, one) => sum + one, 0) };
}
