/** What a person or a saved notebook asks of an ERF (`ErfSpec`), and what the engine gets (`ErfJob`). */
import { FieldbookError } from "./errors.ts";

export const STAGES = [1, 2, 3, 4] as const;
export type StageNumber = (typeof STAGES)[number];
/** Bundles of target, rectification and rescaling; see docs/protocols.md. */
export const PROTOCOLS = ["replknet", "slak-figure", "vmamba", "openerf"] as const;
export type ProtocolName = (typeof PROTOCOLS)[number];
export const BACKENDS = ["auto", "webgpu", "wasm", "cpu"] as const;
export type BackendChoice = (typeof BACKENDS)[number];
export type BackendName = Exclude<BackendChoice, "auto">;

/** row and column of a feature map; `center` is (⌊H/2⌋, ⌊W/2⌋), as in the official scripts */
export type UnitChoice = "center" | { readonly y: number; readonly x: number };

/** The scalar that is differentiated at the unit: over all channels or of one, rectified or not. */
export interface TargetChoice {
  /** null is all channels, summed */
  readonly channel: number | null;
  readonly relu: boolean;
}

export type InputSpec =
  /** seeded images with natural-image statistics: occluding discs of 1/r³ radii */
  | { readonly type: "dead-leaves"; readonly count: number; readonly seed: number }
  /** seeded images whose amplitude falls as 1/f */
  | { readonly type: "noise"; readonly count: number; readonly seed: number }
  /** encoded pictures (PNG, JPEG, …); squash-resized to the input size, bicubic, then normalised */
  | { readonly type: "images"; readonly files: readonly NamedBlob[] }
  /** float32 [count, 3, height, width], already normalised, used as it is */
  | {
      readonly type: "array";
      readonly values: Float32Array<ArrayBuffer>;
      readonly shape: readonly [number, number, number, number];
    };
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}
/** A file that lies elsewhere, of which only the parts that are read travel. */
export interface RemoteBlob {
  readonly name: string;
  readonly url: string;
  /** of the whole file */
  readonly bytes: number;
}

/** Everything but the input may be left out. */
export interface ErfSpec {
  readonly input: InputSpec;
  /** side of the square input, px; defaults to 224 (an `array` brings its own) */
  readonly size?: number;
  /** defaults to the last */
  readonly stage?: StageNumber;
  /** defaults to the centre */
  readonly unit?: UnitChoice;
  /** defaults to `replknet` */
  readonly protocol?: ProtocolName;
  /** what is differentiated instead of the protocol's own target */
  readonly target?: TargetChoice | null;
  /** after this block of the stage, counted from 0; null, the default, is its end */
  readonly block?: number | null;
  /** equal for equal inputs: with it the forward pass is kept for the next unit; null keeps nothing */
  readonly inputKey?: string | null;
}
/** Complete and frozen; nothing below this line knows a default. */
export type ErfJob = Readonly<Required<ErfSpec>>;

/** Every `of`-th image of an input, from `index` on: one worker's share of a run. */
export interface ImageShare {
  readonly index: number;
  readonly of: number;
}
export const WHOLE_RUN: ImageShare = { index: 0, of: 1 };

export const imagesIn = (images: number, { index, of }: ImageShare): number =>
  Math.ceil((images - index) / of);

export const MAX_SIDE_PX = 4096;

export function toErfJob({
  input,
  size = 224,
  stage = 4,
  unit = "center",
  protocol = "replknet",
  target = null,
  block = null,
  inputKey = null,
}: ErfSpec): ErfJob {
  if (!Number.isInteger(size) || size < 32 || size > MAX_SIDE_PX)
    throw new FieldbookError(
      "bad-spec",
      `Input size ${size}: choose a whole number of pixels from 32 to ${MAX_SIDE_PX}.`,
      { size },
    );
  if (!STAGES.includes(stage))
    throw new FieldbookError("bad-spec", `Stage ${String(stage)}: choose 1, 2, 3 or 4.`, { stage });
  if (
    unit !== "center" &&
    !(Number.isInteger(unit.y) && Number.isInteger(unit.x) && unit.y >= 0 && unit.x >= 0)
  )
    throw new FieldbookError(
      "bad-spec",
      `Unit ${unit.y},${unit.x}: give a whole row and column from 0, or "center".`,
    );
  if (block !== null && !(Number.isInteger(block) && block >= 0))
    throw new FieldbookError("bad-spec", `Block ${block}: give a whole number from 0.`, { block });
  const channel = target?.channel ?? 0;
  if (!(Number.isInteger(channel) && channel >= 0))
    throw new FieldbookError("bad-spec", `Channel ${channel}: give a whole number from 0.`, {
      channel,
    });
  const count = imageCount(input);
  if (!Number.isInteger(count) || count < 1)
    throw new FieldbookError("bad-spec", `${count} images: an ERF needs at least one.`, { count });
  return Object.freeze({ input, size, stage, unit, protocol, target, block, inputKey });
}

export function imageCount(input: InputSpec): number {
  switch (input.type) {
    case "dead-leaves":
    case "noise":
      return input.count;
    case "images":
      return input.files.length;
    case "array":
      return input.shape[0];
    default:
      return input satisfies never;
  }
}
