import { useMemo, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import { TapMap } from "../plots/TapMap.tsx";
import { DataTable } from "./DataTable.tsx";
import { MOST_BESIDE } from "./MasksTaps.tsx";
import { overlapsOf, overlapTable } from "./maskTables.ts";
import { useNarrow } from "./useNarrow.ts";
import { times } from "./words.ts";

/** Which taps of a block are alive in one of two models only, and how far their masks are the same. */
export function MasksOverlap(props: {
  readonly value: KernelsValue;
  readonly other: KernelsValue;
  readonly names: readonly [string, string];
}): ReactElement {
  const { value, other, names } = props;
  const overlaps = useMemo(() => overlapsOf(value, other), [value, other]);
  const [first, second] = names;
  const narrow = useNarrow();
  return (
    <>
      <h3 className="plot-title">
        What moved between {first} and {second}
      </h3>
      <p className="plot-note">
        Share of channels whose tap is alive in one of the two only, {value.block}
        {other.block !== value.block && ` against ${other.block}`}
      </p>
      {overlaps.length === 0 ? (
        <p className="table-note">
          The kernels of {first} and {second} have no branch of one name and size: choose two
          versions of one network.
        </p>
      ) : (
        <>
          <div className="map-row kernels">
            {overlaps.map(({ name, label, kernel: [height, width], moved, iou }) => (
              <TapMap
                key={name}
                map={{ height, width, values: moved }}
                frame={value.side}
                colours="viridis"
                title={`${label}, ${times(height, width)}`}
                describe={`Share of channels in which a tap of ${label} is alive in one model only; of the taps alive in either, ${(iou * 100).toFixed(1)} % are alive in both.`}
              />
            ))}
          </div>
          <ScaleBar colours="viridis" ticks={FIFTHS} quantity="share of channels that differ" />
          <DataTable
            table={overlapTable(overlaps, names)}
            label={`Overlap of ${first} and ${second}`}
            turned={narrow ? MOST_BESIDE : 0}
            note="IoU: weights alive in both over weights alive in either. By chance: the IoU of masks of these densities that have nothing to do with each other."
          />
        </>
      )}
    </>
  );
}
