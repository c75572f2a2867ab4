import { FieldbookError } from "../../domain/errors.ts";
import { Heap } from "./heap.ts";

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
  /** bytes of WebAssembly memory held */
  readonly bytes: number;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  depthwiseScratch(h: number, w: number): number;
  packKernel(source: number, taps: number, c: number, target: number): void;
  depthwise(
    x: number,
    h: number,
    w: number,
    c: number,
    branches: number,
    count: number,
    bias: number,
    out: number,
    scratch: number,
  ): void;
}

/** The kernels from the bytes of kernels.wasm; throws "unsupported" where WebAssembly lacks SIMD. */
export async function loadKernels(bytes: BufferSource): Promise<WasmKernels> {
  try {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    return new Kernels(instance.exports as unknown as Exports);
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
  readonly #exports: Exports;
  readonly #heap: Heap;

  constructor(exports: Exports) {
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
    const scratch = heap.reserve(this.#exports.depthwiseScratch(h, w) >>> 0);
    heap.words(table, descriptors.length).set(descriptors);
    this.#exports.depthwise(map, h, w, c, table, branches.length, offset, result, scratch);
    out.set(heap.floats(result, out.length));
  }
}

function requireLength(name: string, values: Float32Array, length: number): void {
  if (values.length === length) return;
  throw new FieldbookError(
    "internal",
    `${name} has ${values.length} numbers where its shape has ${length}.`,
  );
}
