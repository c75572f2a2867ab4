/** The committed kernels, called with arrays: each is copied in, and the result out. */
import { readFile } from "node:fs/promises";
import { type KernelBuild, pickBuild } from "../../../src/kernels/wasm/builds.ts";
import { marginFor } from "../../../src/kernels/wasm/sparse.ts";
import { type Kernels, loadKernels } from "../../../src/kernels/wasm/module.ts";

export const kernelsUrl = (build: KernelBuild): URL =>
  new URL(`../../../src/kernels/wasm/${build}.wasm`, import.meta.url);

export interface ArrayBranch {
  /** [kh, kw, channels] */
  readonly kernel: Float32Array;
  readonly kh: number;
  readonly kw: number;
}
export type WasmKernels = ReturnType<typeof withArrays>;

export const loadCommittedKernels = async (
  build: KernelBuild = pickBuild(false),
): Promise<WasmKernels> => withArrays(await loadKernels(await readFile(kernelsUrl(build))));

/** The kernels, called with arrays. */
export function withArrays(kernels: Kernels) {
  const { heap } = kernels;
  /** Hands `work` the addresses of copies and of the result, and frees all of them. */
  function call(
    inputs: readonly (Float32Array | null)[],
    out: Float32Array,
    work: (addresses: number[], result: number, keep: (address: number) => number) => void,
  ): void {
    const addresses = inputs.map((input) => (input ? heap.put(input) : 0));
    const result = heap.reserve(out.byteLength);
    const kept: number[] = [];
    const keep = (address: number): number => kept[kept.push(address) - 1]!;
    work(addresses, result, keep);
    out.set(heap.floats(result, out.length));
    for (const address of [...addresses, ...kept, result]) heap.free(address);
  }
  return {
    product(
      a: Float32Array,
      b: Float32Array,
      bias: Float32Array | null,
      size: readonly [m: number, k: number, n: number],
      out: Float32Array,
    ): void {
      call([a, b, bias], out, ([left, right, shift], result, keep) => {
        const packed = keep(kernels.packProduct(right!, size[1], size[2]));
        kernels.product(left!, packed, shift!, result, size);
      });
    },
    depthwiseSum(
      x: Float32Array,
      h: number,
      w: number,
      c: number,
      branches: readonly ArrayBranch[],
      bias: Float32Array | null,
      out: Float32Array,
    ): void {
      call([x, bias, ...branches.map(({ kernel }) => kernel)], out, (at, result, keep) => {
        const packed = branches.map(({ kh, kw }, i) => {
          const address = keep(kernels.packKernel(at[2 + i]!, kh * kw, c));
          return { address, kh, kw };
        });
        kernels.depthwise(at[0]!, [h, w, c], packed, at[1]!, result);
      });
    },
    sparse(
      x: Float32Array,
      size: readonly [h: number, w: number, c: number],
      branches: readonly ArrayBranch[],
      bias: Float32Array | null,
      out: Float32Array,
    ): void {
      call([x, bias, ...branches.map(({ kernel }) => kernel)], out, (at, result, keep) => {
        const margin = marginFor(branches);
        const packed = branches.map(({ kh, kw }, i) => {
          const address = keep(kernels.packSparse(at[2 + i]!, { kh, kw }, size, margin));
          return { address, kh, kw };
        });
        kernels.sparse(at[0]!, size, packed, margin, at[1]!, result);
      });
    },
    layerNorm(
      x: Float32Array,
      rows: number,
      c: number,
      weight: Float32Array,
      bias: Float32Array,
      eps: number,
      out: Float32Array,
    ): void {
      call([x, weight, bias], out, ([map, scale, shift], result) =>
        kernels.layerNorm(map!, [rows, c], scale!, shift!, eps, result),
      );
    },
    layerNormBackward(
      dy: Float32Array,
      x: Float32Array,
      weight: Float32Array,
      eps: number,
      rows: number,
      c: number,
      out: Float32Array,
    ): void {
      call([dy, x, weight], out, ([slope, map, scale], result) =>
        kernels.layerNormBackward(slope!, map!, [rows, c], scale!, eps, result),
      );
    },
    gelu(x: Float32Array, out: Float32Array): void {
      call([x], out, ([map], result) => kernels.gelu(map!, x.length, result));
    },
    geluBackward(dy: Float32Array, x: Float32Array, out: Float32Array): void {
      call([dy, x], out, ([slope, map], result) =>
        kernels.geluBackward(slope!, map!, x.length, result),
      );
    },
    add(a: Float32Array, b: Float32Array, out: Float32Array): void {
      call([a, b], out, ([left, right], result) => kernels.add(left!, right!, a.length, result));
    },
  };
}
