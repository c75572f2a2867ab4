import type { ReactElement } from "react";
import type { ModelSummary } from "../../src/domain/model.ts";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import { Footprint } from "../plots/Footprint.tsx";
import { times, type WeightsRoot } from "./words.ts";

const KINDS = {
  slak: "crossed strips",
  replknet: "dense squares",
  convnext: "small dense squares",
  unireplknet: "dense squares beside dilated ones",
  resnet: "residual blocks of 3×3",
  swin: "shifted windows of 7×7 tokens",
  vit: "global attention over tokens",
} as const;
const SIDES_MEAN = {
  slak: "Largest kernel",
  replknet: "Largest kernel",
  convnext: "Largest kernel",
  unireplknet: "Largest kernel",
  resnet: "Largest kernel",
  swin: "Window",
  vit: "Token grid",
} as const;

/** A model as a specimen card: what it is, numbers and kernels to scale. */
export function Specimen(props: {
  readonly value: ModelValue;
  readonly count: CountValue | null;
  /** null when the card shows weights that are no longer asked for */
  readonly root: WeightsRoot | null;
}): ReactElement {
  const { value, count, root } = props;
  const { summary } = value;
  const training =
    root?.type === "random" ? `random weights, seed ${root.seed}` : "weights from file";
  const nonzero = count?.nonzero ?? summary.nonzero;
  return (
    <>
      <h2>{modelName(summary)}</h2>
      <p className="sub">
        {KINDS[summary.family]}
        {root && `, ${training}`}
      </p>
      <dl className="trio">
        <Figure label="parameters" {...millions(summary.params)} />
        {nonzero === null ? (
          <Figure label="nonzero" value="counting" />
        ) : (
          <Figure label="nonzero" {...millions(nonzero)} />
        )}
        <Figure label="classes" value={String(summary.classes)} />
      </dl>
      <p className="lead">
        {SIDES_MEAN[summary.family]} of stages 1 to {summary.kernelSizes.length}, in a frame of{" "}
        {times(61)}
      </p>
      <ol className="footprints">
        {summary.kernelSizes.map((size, i) => (
          <li key={i}>
            <Footprint
              kernels={kernelsOf(summary, size)}
              title={`Stage ${i + 1}: ${times(size)}`}
            />
            {size}
            <small>
              {summary.depths[i]} × {summary.dims[i]}
            </small>
          </li>
        ))}
      </ol>
      <p className="lead">Under each: blocks × channels of the stage</p>
    </>
  );
}

/** A network with one layer that is not square is made of strips throughout. */
function kernelsOf({ layers }: ModelSummary, size: number): [number, number][] {
  const strip = layers.find(({ kernel: [h, w] }) => h !== w);
  const narrow = strip ? Math.min(...strip.kernel) : size;
  return narrow < size
    ? [
        [size, narrow],
        [narrow, size],
      ]
    : [[size, size]];
}

function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
}): ReactElement {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.value}
        {props.unit && <small>{props.unit}</small>}
      </dd>
    </div>
  );
}
function millions(n: number): { value: string; unit: string } {
  return n < 1e6
    ? { value: (n / 1e3).toFixed(1), unit: "k" }
    : { value: (n / 1e6).toFixed(2), unit: "M" };
}
