import { memo, useMemo, type ReactElement } from "react";
import type { LayerOverlap } from "../../src/domain/model.ts";
import type { CountValue, KernelsValue } from "../../src/domain/stored.ts";
import { LayerBars } from "../plots/LayerBars.tsx";
import { NumbersOf } from "./DataTable.tsx";
import { LayersOverlap } from "./LayersOverlap.tsx";
import { MasksOverlap } from "./MasksOverlap.tsx";
import { MasksTaps } from "./MasksTaps.tsx";
import { erkTargets, layerTable, sparsityIn, stageOf } from "./maskTables.ts";
import { sayPercent } from "./words.ts";

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
    /** what both have in common, layer by layer */
    readonly overlap: readonly LayerOverlap[] | null;
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
      {other?.overlap && (
        <LayersOverlap
          layers={other.overlap}
          block={value?.block ?? null}
          names={[props.name, other.name]}
        />
      )}
      {value && <MasksTaps value={value} />}
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
  const words =
    known.length === 0
      ? "no layer was read"
      : Math.max(...known) === 0
        ? `no zeros in ${kernels}`
        : `from ${sayPercent(Math.min(...known))} to ${sayPercent(Math.max(...known))} in ${kernels}`;
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
          share: sparsity,
          target: targets?.[i] ?? null,
          other: other && sparsityIn(other.count, name),
          chosen: own === block,
        }))}
        of="zeros"
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
