import { memo, useMemo, type ReactElement } from "react";
import type { CountValue, KernelsValue } from "../../src/domain/stored.ts";
import { maskNumbers } from "../../src/store/maskNumbers.ts";
import { LayerBars } from "../plots/LayerBars.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { TapMap } from "../plots/TapMap.tsx";
import { ringTicks } from "../plots/ticks.ts";
import { DataTable, NumbersOf } from "./DataTable.tsx";
import { branchName } from "./KernelAtLarge.tsx";
import { MasksOverlap } from "./MasksOverlap.tsx";
import { branchTable, erkTargets, layerTable, sparsityIn, stageOf } from "./maskTables.ts";
import { times } from "./words.ts";

const MOST_NAMED = 12;

/** Zeros of every layer as bars; of one block how often each tap is alive, and what is dead. */
export const MasksFigure = memo(function MasksFigure(props: {
  readonly counted: CountValue | null;
  readonly value: KernelsValue | null;
  /** the channels of each stage; null while the model is not known */
  readonly dims: readonly number[] | null;
  readonly name: string;
  /** whose masks are laid over the first's; parts are null while they are to come */
  readonly other: {
    readonly name: string;
    readonly counted: CountValue | null;
    readonly value: KernelsValue | null;
  } | null;
  readonly old: boolean;
}): ReactElement {
  const { counted, value, dims, other, old } = props;
  return (
    <div className={old ? "faded" : ""}>
      {counted && (
        <Layers
          counted={counted}
          block={value?.block ?? null}
          dims={dims}
          other={other?.counted ? { name: other.name, count: other.counted } : null}
        />
      )}
      {value && <Taps value={value} />}
      {value && other?.value && (
        <MasksOverlap value={value} other={other.value} names={[props.name, other.name]} />
      )}
    </div>
  );
});

function Layers(props: {
  readonly counted: CountValue;
  readonly block: string | null;
  readonly dims: readonly number[] | null;
  readonly other: { readonly name: string; readonly count: CountValue } | null;
}): ReactElement {
  const { counted, block, dims, other } = props;
  const targets = useMemo(() => dims && erkTargets(counted, dims), [counted, dims]);
  const { layers } = counted;
  const known = layers.flatMap(({ sparsity }) => (sparsity === null ? [] : [sparsity]));
  const kernels = known.length === 1 ? "1 kernel" : `${known.length} kernels`;
  const say = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const words =
    known.length === 0
      ? "no layer was read"
      : Math.max(...known) === 0
        ? `no zeros in ${kernels}`
        : `from ${say(Math.min(...known))} to ${say(Math.max(...known))} in ${kernels}`;
  return (
    <>
      <h3 className="plot-title">Zeros of every layer</h3>
      <p className="plot-note">
        Share of exact zeros in each large kernel: {words}
        {block !== null && "; the block below is marked"}
        {targets && "; lines across: what ERK would give at the same share of all"}
        {other && `; dots: ${other.name}`}
      </p>
      <LayerBars
        layers={layers.map(({ name, block: own, sparsity }, i) => ({
          name,
          stage: stageOf(own),
          sparsity,
          target: targets?.[i] ?? null,
          other: other && sparsityIn(other.count, name),
          chosen: own === block,
        }))}
        describe={`Share of exact zeros in each large kernel: ${words}.`}
      />
      {targets && (
        <p className="table-note">
          ERK: density in proportion to (n_in + n_out + h + w) / (n_in · n_out · h · w), RigL (arXiv
          1911.11134); a depthwise kernel is [n_out, 1, h, w], so n_in is 1; over these kernels
          alone.
        </p>
      )}
      <NumbersOf table={layerTable(counted, targets, other)} label="Zeros of every layer" />
    </>
  );
}

function Taps({ value }: { readonly value: KernelsValue }): ReactElement {
  const { branches, side, block } = value;
  const masks = useMemo(
    () =>
      branches.map(({ name, kernel, values }) => ({
        name,
        label: branchName(name),
        kernel,
        ...maskNumbers(values, ...kernel),
      })),
    [branches],
  );
  const dead = masks.filter((mask) => mask.dead.length > 0);
  const last = Math.max(1, ...masks.map(({ aliveByDistance }) => aliveByDistance.length - 1));
  return (
    <>
      <h3 className="plot-title">How often each tap of {block} is alive</h3>
      <p className="plot-note">Share of channels whose weight there is not zero</p>
      <div className="map-row kernels">
        {masks.map(({ name, label, kernel: [height, width], aliveByTap, sparsity }) => (
          <TapMap
            key={name}
            map={{ height, width, values: aliveByTap }}
            frame={side}
            colours="viridis"
            title={`${label}, ${times(height, width)}`}
            describe={`Share of channels alive at each tap of ${label}, ${height} by ${width}; ${((1 - sparsity) * 100).toFixed(1)} % of all its weights are alive.`}
          />
        ))}
      </div>
      <ScaleBar colours="viridis" ticks={FIFTHS} quantity="share of channels alive" />
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
      <DataTable table={branchTable(value)} label={`Branches of ${block}`} />
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
