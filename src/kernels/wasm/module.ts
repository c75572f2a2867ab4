import { FieldbookError } from "../../domain/errors.ts";
import type { KernelExports } from "./exports.ts";
import { Heap } from "./heap.ts";

/** Numbers that a row-wise or element-wise kernel copies in at a time: what a second cache holds. */
const CHUNK = 1 << 15;

/** One summand of a depthwise convolution: `kernel` is [kh, kw, channels]. */
export interface DepthwiseBranch {
  readonly kernel: Float32Array;
  readonly kh: number;
  readonly kw: number;
}

/** Float32 kernels on one core; arrays are copied in and out, maps are [height, width, channels]. */
export interface WasmKernels {
  /**
   * out = bias + Σ branches of x's cross-correlation, stride 1, zero padding (kh >> 1, kw >> 1).
   * The gradient with respect to x is the same with kernels of odd size flipped in both axes.
   */
  depthwiseSum(
    x: Float32Array,
    h: number,
    w: number,
    c: number,
    branches: readonly DepthwiseBranch[],
    bias: Float32Array | null,
    out: Float32Array,
  ): void;
  /** x [rows, c] normalised over c with biased variance, times weight [c], plus bias [c]. */
  layerNorm(
    x: Float32Array,
    rows: number,
    c: number,
    weight: Float32Array,
    bias: Float32Array,
    eps: number,
    out: Float32Array,
  ): void;
  /** The gradient of `layerNorm` with respect to x. */
  layerNormBackward(
    dy: Float32Array,
    x: Float32Array,
    weight: Float32Array,
    eps: number,
    rows: number,
    c: number,
    out: Float32Array,
  ): void;
  /** out = x·Φ(x), exact form */
  gelu(x: Float32Array, out: Float32Array): void;
  /** out = dy·(Φ(x) + x·φ(x)) */
  geluBackward(dy: Float32Array, x: Float32Array, out: Float32Array): void;
  /** bytes of WebAssembly memory held */
  readonly bytes: number;
}

/** The kernels from the bytes of kernels.wasm; throws "unsupported" where WebAssembly lacks SIMD. */
export async function loadKernels(bytes: BufferSource): Promise<WasmKernels> {
  try {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Kernels(instance.exports as unknown as KernelExports);
  } catch (cause) {
    throw new FieldbookError(
      "unsupported",
      "The WebAssembly kernels do not run here: a runtime with 128-bit SIMD is needed.",
      {},
      { cause },
    );
  }
}

class Kernels implements WasmKernels {
  readonly #exports: KernelExports;
  readonly #heap: Heap;

  constructor(exports: KernelExports) {
    this.#exports = exports;
    this.#heap = new Heap(exports.memory, exports.heapBase());
  }

  get bytes(): number {
    return this.#heap.bytes;
  }

  depthwiseSum(
    x: Float32Array,
    h: number,
    w: number,
    c: number,
    branches: readonly DepthwiseBranch[],
    bias: Float32Array | null,
    out: Float32Array,
  ): void {
    const heap = this.#heap;
    requireLength("x", x, h * w * c);
    requireLength("out", out, h * w * c);
    if (bias) requireLength("bias", bias, c);
    heap.reset();
    const descriptors = branches.flatMap(({ kernel, kh, kw }, index) => {
      requireLength(`kernel ${index}`, kernel, kh * kw * c);
      const packed = heap.reserve(kh * kw * Math.ceil(c / 4) * 16);
      return [packed, kh, kw];
    });
    branches.forEach(({ kernel, kh, kw }, index) => {
      const loose = heap.put(kernel);
      this.#exports.packKernel(loose, kh * kw, c, descriptors[3 * index]!);
    });
    const table = heap.reserve(descriptors.length * 4);
    const map = heap.put(x);
    const offset = bias ? heap.put(bias) : 0;
    const result = heap.reserve(out.byteLength);
    const scratch = heap.reserve(this.#exports.depthwiseScratch(h, w));
    heap.words(table, descriptors.length).set(descriptors);
    this.#exports.depthwise(map, h, w, c, table, branches.length, offset, result, scratch);
    out.set(heap.floats(result, out.length));
  }

  layerNorm(
    x: Float32Array,
    rows: number,
    c: number,
    weight: Float32Array,
    bias: Float32Array,
    eps: number,
    out: Float32Array,
  ): void {
    const heap = this.#heap;
    requireLength("x", x, rows * c);
    requireLength("weight", weight, c);
    requireLength("bias", bias, c);
    heap.reset();
    const [scale, shift] = [heap.put(weight), heap.put(bias)];
    this.#inChunks([x], c, out, ([at], n) =>
      this.#exports.layerNorm(at, n / c, c, scale, shift, eps, at),
    );
  }

  layerNormBackward(
    dy: Float32Array,
    x: Float32Array,
    weight: Float32Array,
    eps: number,
    rows: number,
    c: number,
    out: Float32Array,
  ): void {
    requireLength("x", x, rows * c);
    requireLength("weight", weight, c);
    this.#heap.reset();
    const scale = this.#heap.put(weight);
    this.#inChunks([dy, x], c, out, ([slope, at], n) =>
      this.#exports.layerNormBackward(slope, at, scale, eps, n / c, c, slope),
    );
  }

  gelu(x: Float32Array, out: Float32Array): void {
    this.#heap.reset();
    this.#inChunks([x], 1, out, ([at], n) => this.#exports.gelu(at, n, at));
  }

  geluBackward(dy: Float32Array, x: Float32Array, out: Float32Array): void {
    this.#heap.reset();
    this.#inChunks([dy, x], 1, out, ([slope, at], n) =>
      this.#exports.geluBackward(slope, at, n, slope),
    );
  }

  /**
   * Runs `kernel` on whole rows of `unit` numbers at a time, copied in from all of `inputs`; it
   * leaves its result where the first of them was.
   */
  #inChunks<Inputs extends readonly Float32Array[]>(
    inputs: readonly [...Inputs],
    unit: number,
    out: Float32Array,
    kernel: (addresses: { [I in keyof Inputs]: number }, length: number) => void,
  ): void {
    const heap = this.#heap;
    for (const input of inputs) requireLength("an input", input, out.length);
    const size = Math.min(out.length, Math.max(1, Math.floor(CHUNK / unit)) * unit);
    const addresses = inputs.map(() => heap.reserve(size * 4)) as { [I in keyof Inputs]: number };
    for (let start = 0; start < out.length; start += size) {
      const end = Math.min(start + size, out.length);
      inputs.forEach((input, i) =>
        heap.floats(addresses[i] as number, end - start).set(input.subarray(start, end)),
      );
      kernel(addresses, end - start);
      out.set(heap.floats(addresses[0] as number, end - start), start);
    }
  }
}

function requireLength(name: string, values: Float32Array, length: number): void {
  if (values.length === length) return;
  throw new FieldbookError(
    "internal",
    `${name} has ${values.length} numbers where its shape has ${length}.`,
  );
}
