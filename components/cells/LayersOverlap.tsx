import { useMemo, type ReactElement } from "react";
import type { LayerOverlap } from "../../src/domain/model.ts";
import { ratesOf } from "../../src/store/maskNumbers.ts";
import { LayerBars } from "../plots/LayerBars.tsx";
import { NumbersOf } from "./DataTable.tsx";
import { layersOverlapTable, stageOf } from "./maskTables.ts";
import { sayPercent } from "./words.ts";

/** How far the masks of two models are the same, in every large kernel of the network. */
export function LayersOverlap(props: {
  readonly layers: readonly LayerOverlap[];
  /** the block that is shown below */
  readonly block: string | null;
  readonly names: readonly [string, string];
}): ReactElement {
  const { layers, block, names } = props;
  const [first, second] = names;
  const rates = useMemo(() => layers.map(ratesOf), [layers]);
  const known = rates.flatMap(({ iou }) => (Number.isFinite(iou) ? [iou] : []));
  const words =
    known.length === 0
      ? "nothing to compare"
      : `from ${sayPercent(Math.min(...known))} to ${sayPercent(Math.max(...known))} in ${known.length === 1 ? "1 kernel" : `${known.length} kernels`}`;
  return (
    <>
      <h3 className="plot-title">
        What {first} and {second} have in common in every layer
      </h3>
      {layers.length === 0 ? (
        <p className="table-note">
          {first} and {second} have no large kernel of one name and size: choose two versions of one
          network.
        </p>
      ) : (
        <>
          <p className="plot-note">
            Weights alive in both over weights alive in either: {words}
            {block !== null && "; the block below is marked"}; lines across: by chance
          </p>
          <LayerBars
            layers={layers.map((layer, i) => ({
              name: layer.name,
              stage: stageOf(layer.block),
              share: finite(rates[i]!.iou),
              target: finite(rates[i]!.chance),
              chosen: layer.block === block,
            }))}
            of="in common"
            describe={`Weights of each large kernel alive in both ${first} and ${second} over weights alive in either: ${words}.`}
          />
          <NumbersOf
            table={layersOverlapTable(layers, names)}
            label="What the layers have in common"
          />
        </>
      )}
    </>
  );
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
