/** The engine's surroundings in Node tests. */
import { readFile } from "node:fs/promises";
import { FieldbookError } from "../../src/domain/errors.ts";
import type { Host } from "../../src/engine/host.ts";

export const nodeHost: Host = {
  decodeImage: ({ name }) =>
    Promise.reject(new FieldbookError("bad-image", `${name}: no pictures in this test.`)),
  wasmBase: null,
  kernelBytes: () => readFile(new URL("../../src/kernels/wasm/kernels.wasm", import.meta.url)),
};
