/** The engine's surroundings in browser tests. */
import kernelsUrl from "../../src/kernels/wasm/kernels.wasm?url";
import { FieldbookError } from "../../src/domain/errors.ts";
import type { Host } from "../../src/engine/host.ts";

const HERE = import.meta.url;

export const fetchBytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

export const browserHost: Host = {
  decodeImage: ({ name }) =>
    Promise.reject(new FieldbookError("bad-image", `${name}: no pictures in this test.`)),
  wasmBase: "/node_modules/@tensorflow/tfjs-backend-wasm/dist/",
  kernelBytes: () => fetchBytes(kernelsUrl),
};

/** A file of test/goldens. */
export const readGolden = (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  fetchBytes(new URL(`../goldens/${name}`, HERE).href);
