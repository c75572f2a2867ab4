import type { ReactElement } from "react";
import { modelName } from "../../src/store/architectures.ts";
import type { OpenModel } from "../../src/store/notebook.ts";
import { Icon } from "../notebook/Icon.tsx";
import { Footprint } from "../plots/Footprint.tsx";
import { sayBytes, times } from "./words.ts";

const KINDS = {
  slak: "crossed strips",
  replknet: "dense squares",
  convnext: "small dense squares",
  resnet: "residual blocks of 3×3",
  swin: "shifted windows of 7×7 tokens",
  vit: "global attention over tokens",
} as const;

/** The open model as a specimen card: name, numbers and kernels to scale. */
export function Specimen({ open }: { readonly open: OpenModel }): ReactElement {
  const { summary, spec } = open;
  const training =
    spec.type === "random" ? `random weights, seed ${spec.seed}` : "weights from file";
  return (
    <div>
      <div className="top">
        <span className="var">{summary.family}</span>
        <Badge open={open} />
      </div>
      <h2>{modelName(summary)}</h2>
      <p className="sub">
        {KINDS[summary.family]}, {training}
      </p>
      <dl className="trio">
        <Number label="parameters" {...millions(summary.params)} />
        <Number
          label="nonzero"
          {...(summary.nonzero === null
            ? { value: spec.type === "random" ? "dense" : "counting" }
            : millions(summary.nonzero))}
        />
        <Number
          label={spec.type === "random" ? "as float32" : "file"}
          {...split(sayBytes(open.bytes))}
        />
      </dl>
      <p className="lead">Largest kernel of stages 1 to 4, in a frame of {times(61)}</p>
      <ol className="footprints">
        {summary.kernelSizes.map((size, i) => (
          <li key={i}>
            <Footprint kernels={kernelsOf(open, size)} title={`Stage ${i + 1}: ${times(size)}`} />
            {size}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A network with one layer that is not square is made of strips throughout. */
function kernelsOf({ summary }: OpenModel, size: number): [number, number][] {
  const strip = summary.layers.find(({ kernel: [h, w] }) => h !== w);
  const narrow = strip ? Math.min(...strip.kernel) : size;
  return narrow < size
    ? [
        [size, narrow],
        [narrow, size],
      ]
    : [[size, size]];
}

function Badge({ open }: { readonly open: OpenModel }): ReactElement {
  const { checkpoint, summary } = open;
  if (!checkpoint) return <span className="badge none">untrained</span>;
  const unmatched = summary.unmatched.length;
  const missing = summary.missing.length;
  if (unmatched + missing === 0)
    return (
      <span className="badge">
        <Icon name="check" />
        all {checkpoint.tensors} tensors matched
      </span>
    );
  return (
    <span className="badge bad">
      {unmatched} unmatched, {missing} missing
    </span>
  );
}

function Number(props: {
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
function split(text: string): { value: string; unit: string } {
  const [value = "", unit = ""] = text.split(" ");
  return { value, unit };
}
