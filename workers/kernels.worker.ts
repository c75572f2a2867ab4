/** A thread that helps with the kernels of one image. */
import { helpOut, type HelperWork } from "../src/kernels/wasm/helper.ts";

self.addEventListener("message", ({ data }: MessageEvent<HelperWork>) => helpOut(data));
