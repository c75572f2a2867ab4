import { readFile } from "node:fs/promises";
import { loadKernels, type WasmKernels } from "../../../src/kernels/wasm/module.ts";

export const KERNELS_URL = new URL("../../../src/kernels/wasm/kernels.wasm", import.meta.url);

export const loadCommittedKernels = async (): Promise<WasmKernels> =>
  loadKernels(await readFile(KERNELS_URL));
