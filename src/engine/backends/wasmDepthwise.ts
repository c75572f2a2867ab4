/** Depthwise convolutions on WebAssembly: dense, or by lists of what is not zero where that is faster. */
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../../domain/errors.ts";
import type { Kernels } from "../../kernels/wasm/module.ts";
import { marginFor } from "../../kernels/wasm/sparse.ts";
import type { DepthwiseKernel } from "../ops.ts";
import type { WasmTensors } from "./wasmTensors.ts";

/** The share of zeros from which lists win on a map of this side, as measured: docs/performance.md. */
const zerosThatPay = (side: number): number => (side > 16 ? 0.2 : side > 8 ? 0.3 : 0.6);

/** A function that fills the map at `out` with `bias` and the sum over kernels of x's convolution. */
export function createDepthwise(kernels: Kernels, tensors: WasmTensors) {
  const sidesOf = ({ taps: { shape } }: DepthwiseKernel) => ({ kh: shape[0], kw: shape[1] });

  function requireChannels({ taps }: DepthwiseKernel, channels: number): void {
    if (taps.shape[2] === channels) return;
    throw new FieldbookError(
      "internal",
      `A kernel has ${taps.shape[2]} channels where its map has ${channels}.`,
    );
  }
  function zerosIn(parts: readonly DepthwiseKernel[]): number {
    const zeros = parts.reduce((sum, { taps }) => sum + tensors.zerosIn(taps), 0);
    return (
      zeros /
      Math.max(
        1,
        parts.reduce((sum, { taps }) => sum + taps.size, 0),
      )
    );
  }
  return (
    x: Tensor3D,
    parts: readonly DepthwiseKernel[],
    bias: number,
  ): ((out: number) => void) => {
    const { shape } = x;
    for (const part of parts) requireChannels(part, shape[2]);
    const map = tensors.addressOf(x);
    if (zerosIn(parts) < zerosThatPay(Math.min(shape[0], shape[1]))) {
      const branches = parts.map((part) => {
        const { kh, kw } = sidesOf(part);
        const pack = (taps: number): number => kernels.packKernel(taps, kh * kw, shape[2]);
        return { address: tensors.formOf(part.taps, "dense", pack), kh, kw };
      });
      return (out) => kernels.depthwise(map, shape, branches, bias, out);
    }
    const margin = marginFor(parts.map(sidesOf));
    const form = `${shape[0]}×${shape[1]}, ${margin}`;
    const branches = parts.map((part) => {
      const sides = sidesOf(part);
      const pack = (taps: number): number => kernels.packSparse(taps, sides, shape, margin);
      return { address: tensors.formOf(part.taps, form, pack), ...sides };
    });
    return (out) => kernels.sparse(map, shape, branches, margin, bias, out);
  };
}
