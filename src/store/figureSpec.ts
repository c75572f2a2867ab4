/** What a person asks of the figure: saved as it is, complete, and compared by key. */
import type { InputSpec, NamedBlob, ProtocolName, StageNumber, UnitChoice } from "../domain/job.ts";
import type { ScaleName } from "../domain/reading.ts";

export type ImageSpec =
  | { readonly type: "dead-leaves" | "noise"; readonly count: number; readonly seed: number }
  /** the pictures a person dropped; `names` are what a saved notebook can keep of them */
  | { readonly type: "images"; readonly names: readonly string[] };

export interface FigureSpec {
  readonly protocol: ProtocolName;
  /** side of the input, px */
  readonly size: number;
  readonly stage: StageNumber;
  readonly unit: UnitChoice;
  readonly images: ImageSpec;
  readonly scale: ScaleName;
  /** name of a colour map */
  readonly colours: string;
}
/** Computed by itself within seconds on any machine; this scale shows the cross that strips leave. */
export const EXAMPLE_FIGURE: FigureSpec = {
  protocol: "replknet",
  size: 128,
  stage: 2,
  unit: "center",
  images: { type: "dead-leaves", count: 4, seed: 0 },
  scale: "power",
  colours: "magma",
};

export const countOf = (images: ImageSpec): number =>
  images.type === "images" ? images.names.length : images.count;

/** The input of a job; `pictures` are the files behind the names. */
export const inputOf = (images: ImageSpec, pictures: readonly NamedBlob[]): InputSpec =>
  images.type === "images" ? { type: "images", files: pictures } : images;

/** Says which raw map is meant: figures with one key differ only in how the map is read. */
export function figureKey(spec: FigureSpec, modelKey: string): string {
  const target = spec.protocol === "openerf" ? "openerf" : "relu-sum";
  return JSON.stringify([modelKey, target, spec.size, spec.stage, spec.unit, spec.images]);
}

const unitText = (unit: UnitChoice): string =>
  unit === "center" ? "centre" : `${unit.y}, ${unit.x}`;
const imagesText = (images: ImageSpec): string =>
  images.type === "images"
    ? `${images.names.length} of your pictures`
    : `${images.count} ${images.type === "noise" ? "1/f noise" : "dead leaves"}`;

/** What differs between two figures, as `stage 3 to 4, input size 128 to 256 px`. */
export function describeChange(before: FigureSpec, after: FigureSpec): string {
  const parts: string[] = [];
  const compare = (label: string, from: string, to: string): void => {
    if (from !== to) parts.push(`${label} ${from} to ${to}`);
  };
  compare("protocol", before.protocol, after.protocol);
  compare(
    "input size",
    `${before.size}`,
    `${after.size} px`.replace(`${before.size} px`, `${before.size}`),
  );
  compare("stage", `${before.stage}`, `${after.stage}`);
  compare("unit", unitText(before.unit), unitText(after.unit));
  compare("images", imagesText(before.images), imagesText(after.images));
  return parts.join(", ");
}
