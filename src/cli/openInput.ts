import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { FieldbookError } from "../domain/errors.ts";
import type { InputSpec } from "../domain/job.ts";
import { fromBlob } from "../formats/byteSource.ts";
import { readNpy } from "../formats/npy.ts";
import { findKind, openFile } from "./files.ts";

const DEFAULT_SIZE_PX = 224;
const PICTURES = new Set([".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".tif", ".tiff"]);
const isPicture = (path: string): boolean => PICTURES.has(extname(path).toLowerCase());

export interface OpenedInput {
  readonly input: InputSpec;
  /** side of the square made of pictures and noise, px; an array brings its own */
  readonly size: number;
}

/** The input that `--input` names: `noise:N`, a .npy array, a picture, or a folder of pictures in order of their paths. */
export async function openInput(text: string, size: number | null): Promise<OpenedInput> {
  const side = size ?? DEFAULT_SIZE_PX;
  if (text.startsWith("noise:"))
    return { input: { type: "noise", count: Number(text.slice(6)), seed: 0 }, size: side };
  if ((await findKind(text)) === "folder") return { input: await openFolder(text), size: side };
  if (isPicture(text))
    return { input: { type: "images", files: [await openFile(text)] }, size: side };
  return openArray(text, size);
}

async function openFolder(folder: string): Promise<InputSpec> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.filter(isPicture).toSorted((a, b) => (a < b ? -1 : 1));
  if (paths.length === 0)
    throw new FieldbookError(
      "bad-image",
      `${folder}: none of its ${names.length} entries is a picture; put PNG, JPEG or WebP files there.`,
    );
  return {
    type: "images",
    files: await Promise.all(paths.map((name) => openFile(join(folder, name)))),
  };
}

async function openArray(path: string, size: number | null): Promise<OpenedInput> {
  const { blob } = await openFile(path);
  const { values, shape } = await readNpy(fromBlob(blob, path));
  const [count, channels, height, width] = shape;
  if (
    shape.length !== 4 ||
    count === undefined ||
    channels !== 3 ||
    height === undefined ||
    width === undefined ||
    count * height * width === 0
  )
    throw new FieldbookError(
      "bad-spec",
      `${path}: its shape is [${shape.join(", ")}]; give float32 [N, 3, H, W].`,
    );
  if (size !== null && (size !== height || size !== width))
    throw new FieldbookError(
      "bad-spec",
      `${path}: its images are ${height}×${width} px, --size says ${size}; leave --size out.`,
    );
  return {
    input: { type: "array", values, shape: [count, channels, height, width] },
    size: height,
  };
}
