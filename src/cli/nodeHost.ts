import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { FieldbookError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";
import type { DecodedPicture, Host } from "../engine/host.ts";
import { hasFusedMultiplyAdd } from "../kernels/wasm/builds.ts";

const MAX_PICTURE_PIXELS = 100_000_000;
/** the same from src/cli and from the bundle, both two folders deep */
const KERNELS = "../../src/kernels/wasm/";
const HELPER = new URL("../../workers/kernels.node.mjs", import.meta.url);
const MOST_HELPERS = 7;

// Node 20 has fused multiply-add behind a flag that its successors have no more
if (!hasFusedMultiplyAdd()) setFlagsFromString("--experimental-wasm-relaxed-simd");

/** Pixels as PIL's convert("RGB") gives them: no rotation, no colour profile. */
async function decodeImage({ name, blob }: NamedBlob): Promise<DecodedPicture> {
  const { default: sharp } = await import("sharp");
  try {
    const { data, info } = await sharp(await blob.arrayBuffer(), {
      ignoreIcc: true,
      limitInputPixels: MAX_PICTURE_PIXELS,
    })
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgba: data };
  } catch (cause) {
    throw new FieldbookError(
      "bad-image",
      `${name}: this is not a picture that can be decoded; save it as PNG or JPEG, or take it out.`,
      { name },
      { cause },
    );
  }
}

/** Node as the engine's surroundings. */
export const nodeHost: Host = {
  decodeImage,
  wasmBase: null,
  kernelBytes: (build) => readFile(new URL(`${KERNELS}${build}.wasm`, import.meta.url)),
  team: {
    most: Math.min(MOST_HELPERS, availableParallelism() - 1),
    hire(work) {
      const helper = new Worker(HELPER, { workerData: work });
      helper.on("error", () => undefined); // one fewer
      helper.unref();
    },
  },
};
