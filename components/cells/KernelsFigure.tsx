import { memo, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import {
  CHANNEL_ORDERS,
  channelNumbers,
  largestMagnitude,
  orderChannels,
  type ChannelOrder,
} from "../../src/store/kernelNumbers.ts";
import { likenessTo } from "../../src/store/kernelSpectrum.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { RangeField } from "../controls/RangeField.tsx";
import { KernelGrid } from "../plots/KernelGrid.tsx";
import { ScaleBar, signedTicks } from "../plots/ScaleBar.tsx";
import { KernelAtLarge } from "./KernelAtLarge.tsx";
import { KernelSpectrum } from "./KernelSpectrum.tsx";
import { KernelsTogether } from "./KernelsTogether.tsx";
import { useTide } from "./useFigure.ts";
import { parseWhole, times } from "./words.ts";

const ORDER_NAMES = {
  channel: "number",
  norm: "norm",
  zeros: "zeros",
  likeness: "likeness",
} as const;
const LEAST_TILE = 8;
const MOST_TILE = 160;
/** about this large a kernel is shown first, a whole number of px for each tap */
const FIRST_TILE = 64;

const firstTile = (side: number): number =>
  side > FIRST_TILE ? FIRST_TILE : side * Math.floor(FIRST_TILE / side);

/** The grid of all channels, the chosen one at large, and all of them together. */
export const KernelsFigure = memo(function KernelsFigure(props: {
  readonly value: KernelsValue;
  /** leads to the other blocks */
  readonly map?: ReactNode;
  readonly old: boolean;
}): ReactElement {
  const { value, map, old } = props;
  const { merged, channels, side } = value;
  const colours = useTide();
  const [order, setOrder] = useState<ChannelOrder>("norm");
  const [tile, setTile] = useState(() => firstTile(side));
  const [wanted, setChosen] = useState<number | null>(null);
  const numbers = useMemo(() => channelNumbers(merged, side * side), [merged, side]);
  /** what the others are compared with, kept while one goes through them */
  const [model, setModel] = useState(0);
  const likeness = useMemo(
    () => (order === "likeness" ? likenessTo(merged, side * side, model) : undefined),
    [order, merged, side, model],
  );
  const list = useMemo(() => orderChannels(numbers, order, likeness), [numbers, order, likeness]);
  const most = useMemo(() => largestMagnitude(merged), [merged]);
  const chosen = wanted ?? list[0] ?? 0;
  return (
    <div className={old ? "kernels-figure faded" : "kernels-figure"}>
      {map}
      <div className="conditions bare">
        <ChoiceField
          label="Channels by"
          value={order}
          choices={CHANNEL_ORDERS.map((by) => ({ value: by, label: ORDER_NAMES[by] }))}
          onChoose={(next) => {
            setModel(chosen);
            setOrder(next);
          }}
        >
          {order === "likeness" && (
            <button
              type="button"
              className="btn"
              disabled={chosen === model}
              onClick={() => setModel(chosen)}
            >
              to channel {chosen}
            </button>
          )}
        </ChoiceField>
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
        zoom={{ least: LEAST_TILE, most: MOST_TILE, first: firstTile(side), onTile: setTile }}
        chosen={chosen}
        onChoose={setChosen}
        describe={`${channels} merged kernels of ${side} by ${side} taps, ordered by ${ORDER_NAMES[order]}.`}
      />
      <p className="readout">
        <span aria-live="polite">
          Channel <b>{chosen}</b>: norm <b>{numbers.norm[chosen]?.toPrecision(3)}</b>,{" "}
          <b>{((numbers.zeros[chosen] ?? 0) * 100).toFixed(1)} %</b> exact zeros in its{" "}
          {times(side)} taps
          {likeness && (
            <>
              , cosine to channel {model} <b>{(likeness[chosen] ?? 0).toFixed(3)}</b>
            </>
          )}
        </span>
      </p>
      <ScaleBar
        colours={colours}
        ticks={signedTicks(most)}
        quantity="weight, one scale for all channels"
      />
      <KernelAtLarge value={value} channel={chosen} colours={colours} />
      <KernelsTogether value={value} />
      <KernelSpectrum value={value} channel={chosen} />
    </div>
  );
});
