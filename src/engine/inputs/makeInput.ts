import { FieldbookError } from "../../domain/errors.ts";
import { imageCount } from "../../domain/job.ts";
import type { InputSpec, NamedBlob } from "../../domain/job.ts";
import { deadLeaves } from "./deadLeaves.ts";
import { normalise } from "./normalise.ts";
import type { Normalisation } from "./normalise.ts";
import { pinkNoise } from "./pinkNoise.ts";
import { resizeBicubic } from "./resizeBicubic.ts";

/** A decoded picture, row-major [height, width, 4]; its alpha is dropped, as PIL's convert("RGB") does. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}
/** Decodes a picture by whatever the platform has; rejects when it cannot. */
export type Decode = (file: NamedBlob) => Promise<Picture>;

/** One input image of a network. */
export interface InputImage {
  /** normalised, row-major [height, width, 3] */
  readonly values: Float32Array<ArrayBuffer>;
  readonly height: number;
  readonly width: number;
}

export const MAX_PICTURE_PIXELS = 100_000_000;

/** Makes image `index` of an input, size × size (an array brings its own size); throws `bad-spec`, `bad-image`, `too-large`. */
export async function makeInput(
  input: InputSpec,
  index: number,
  size: number,
  normalisation: Normalisation,
  decode: Decode,
): Promise<InputImage> {
  const count = imageCount(input);
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new FieldbookError(
      "bad-spec",
      `Image ${index}: the input has ${count}, so choose from 0 to ${count - 1}.`,
      { index, count },
    );
  const square = (pixels: Uint8Array | Float32Array): InputImage => ({
    values: normalise(pixels, normalisation),
    height: size,
    width: size,
  });
  switch (input.type) {
    case "dead-leaves":
      return square(deadLeaves({ size, seed: input.seed, index }));
    case "noise":
      return square(pinkNoise({ size, seed: input.seed, index }));
    case "images":
      return square(await readPicture(input.files[index]!, size, decode));
    case "array":
      return sliceArray(input, index);
    default:
      return input satisfies never;
  }
}

async function readPicture(file: NamedBlob, size: number, decode: Decode): Promise<Uint8Array> {
  const { width, height, rgba } = await decodeNamed(file, decode);
  const pixels = width * height;
  if (pixels > MAX_PICTURE_PIXELS)
    throw new FieldbookError(
      "too-large",
      `${file.name}: ${width}×${height} is more than ${MAX_PICTURE_PIXELS / 1e6} million pixels; make the picture smaller first.`,
      { width, height },
    );
  if (!(pixels > 0) || rgba.length !== 4 * pixels)
    throw new FieldbookError(
      "bad-image",
      `${file.name}: ${rgba.length} bytes do not make a picture of ${width}×${height}; save it again as PNG or JPEG.`,
      { width, height },
    );
  return resizeBicubic({ width, height, pixels: rgba, channels: 4 }, size);
}

async function decodeNamed(file: NamedBlob, decode: Decode): Promise<Picture> {
  try {
    return await decode(file);
  } catch (cause) {
    if (cause instanceof FieldbookError) throw cause;
    throw new FieldbookError(
      "bad-image",
      `${file.name}: this is not a picture that can be decoded; use PNG, JPEG or WebP.`,
      { file: file.name },
      { cause },
    );
  }
}

/** Image `index` of [count, 3, height, width] as [height, width, 3]. */
function sliceArray(
  { values, shape }: Extract<InputSpec, { type: "array" }>,
  index: number,
): InputImage {
  const [count, channels, height, width] = shape;
  if (channels !== 3 || values.length !== count * channels * height * width)
    throw new FieldbookError(
      "bad-spec",
      `Input array [${shape.join(", ")}] with ${values.length} values: give float32 [count, 3, height, width].`,
    );
  const pixels = height * width;
  const red = 3 * index * pixels;
  const out = new Float32Array(3 * pixels);
  for (let i = 0, at = 0; i < pixels; i++, at += 3) {
    out[at] = values[red + i]!;
    out[at + 1] = values[red + pixels + i]!;
    out[at + 2] = values[red + 2 * pixels + i]!;
  }
  return { values: out, height, width };
}
