import { FieldbookError } from "../../domain/errors.ts";
import { type Call, writeCall } from "./call.ts";
import type { KernelExports } from "./exports.ts";
import { Heap } from "./heap.ts";
import { isTurned, packSparse, type SparseBranch } from "./sparse.ts";

/** One summand of a depthwise convolution, packed: [⌈channels/4⌉][kh][kw][4]. */
export interface PackedBranch {
  readonly address: number;
  readonly kh: number;
  readonly kw: number;
}
/** [height, width, channels] */
type Size = readonly [h: number, w: number, c: number];

/**
 * Float32 kernels on addresses of `heap`, maps being [height, width, channels]. Arrays lie where
 * `heap.reserve` put them, so that their ends may be read and written up to the next multiple of 16.
 */
export class Kernels {
  readonly heap: Heap;
  /** the compiled module, which helpers run too */
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** lets helpers join */
  together = true;
  readonly #exports: KernelExports;
  #scratch = { address: 0, bytes: 0 };
  /** threads that scratch is kept for */
  readonly #threads: number;

  constructor(
    { module, instance }: WebAssembly.WebAssemblyInstantiatedSource,
    memory: WebAssembly.Memory,
    threads: number,
  ) {
    this.#exports = instance.exports as unknown as KernelExports;
    this.#threads = threads;
    this.module = module;
    this.memory = memory;
    this.heap = new Heap(memory, this.#exports.heapBase());
  }

  /** helpers that have started */
  get helpers(): number {
    return this.#exports.helpersReady();
  }

  /** b [k, n] as `product` takes it, at a new address. */
  packProduct(b: number, k: number, n: number): number {
    const packed = this.heap.reserve(Math.ceil(n / 8) * k * 32);
    this.#exports.packProduct(b, k, n, packed);
    return packed;
  }

  /** out [m, n] = a [m, k] · b [k, n] + bias [n]; `bias` 0 means none. */
  product(
    a: number,
    packed: number,
    bias: number,
    out: number,
    [m, k, n]: readonly [m: number, k: number, n: number],
  ): void {
    const chunks = this.#exports.productChunks(m, n);
    const scratch = this.#exports.productScratch();
    this.#run({ kernel: "product", chunks, words: [a, packed, bias, out, m, k, n] }, scratch);
  }

  /** A kernel [kh, kw, c] as `depthwise` takes it, at a new address. */
  packKernel(kernel: number, taps: number, c: number): number {
    const packed = this.heap.reserve(taps * Math.ceil(c / 4) * 16);
    this.#exports.packKernel(kernel, taps, c, packed);
    return packed;
  }

  /**
   * out = bias + Σ branches of x's cross-correlation, stride 1, zero padding (kh >> 1, kw >> 1);
   * `bias` 0 means none. The gradient with respect to x is the same with kernels of odd size
   * flipped in both axes.
   */
  depthwise(
    x: number,
    [h, w, c]: Size,
    branches: readonly PackedBranch[],
    bias: number,
    out: number,
  ): void {
    const rows = branches.flatMap(({ address, kh, kw }) => [address, kh, kw]);
    const table = this.heap.reserve(rows.length * 4);
    this.heap.words(table, rows.length).set(rows);
    const words = [x, h, w, c, table, branches.length, bias, out];
    const chunks = Math.ceil(c / 4);
    this.#run({ kernel: "depthwise", chunks, words }, this.#exports.depthwiseScratch(h, w));
    this.heap.free(table);
  }

  /** A kernel [kh, kw, c] as `sparse` takes it for maps of a size and a margin, at a new address. */
  packSparse(
    kernel: number,
    { kh, kw }: { readonly kh: number; readonly kw: number },
    [h, w, channels]: Size,
    margin: number,
  ): number {
    const stride = this.#exports.sparseStride(isTurned({ kh, kw }) ? h : w, margin);
    return packSparse(this.heap, kernel, { kh, kw, channels }, [h, w], stride);
  }

  /** As `depthwise`, but what is zero in a kernel is not visited. */
  sparse(
    x: number,
    [h, w, c]: Size,
    branches: readonly SparseBranch[],
    margin: number,
    bias: number,
    out: number,
  ): void {
    const turned = branches.filter(isTurned);
    const upright = branches.filter((branch) => !isTurned(branch));
    const rows = [...upright, ...turned].flatMap(({ address, kh, kw }) => [
      address,
      Math.max(kh, kw),
    ]);
    const table = this.heap.reserve(rows.length * 4);
    this.heap.words(table, rows.length).set(rows);
    const words = [x, h, w, c, table, upright.length, turned.length, bias, out, margin];
    const scratch = this.#exports.sparseScratch(h, w, margin);
    this.#run({ kernel: "sparse", chunks: Math.ceil(c / 4), words }, scratch);
    this.heap.free(table);
  }

  /** x [rows, c] normalised over c with biased variance, times weight [c], plus bias [c]. */
  layerNorm(
    x: number,
    [rows, c]: readonly [rows: number, c: number],
    weight: number,
    bias: number,
    eps: number,
    out: number,
  ): void {
    this.#inRows("layerNorm", rows, c, eps, [x, weight, bias, out]);
  }

  /** The gradient of `layerNorm` with respect to x. */
  layerNormBackward(
    dy: number,
    x: number,
    [rows, c]: readonly [rows: number, c: number],
    weight: number,
    eps: number,
    out: number,
  ): void {
    this.#inRows("layerNormBackward", rows, c, eps, [dy, x, weight, out]);
  }

  /** out [n] = x·Φ(x), exact form */
  gelu(x: number, n: number, out: number): void {
    this.#inNumbers("gelu", n, [x, out]);
  }

  /** out [n] = dy·(Φ(x) + x·φ(x)) */
  geluBackward(dy: number, x: number, n: number, out: number): void {
    this.#inNumbers("geluBackward", n, [dy, x, out]);
  }

  /** out [n] = a + b */
  add(a: number, b: number, n: number, out: number): void {
    this.#inNumbers("add", n, [a, b, out]);
  }

  #inNumbers(kernel: Call["kernel"], n: number, addresses: readonly number[]): void {
    const length = 8192;
    this.#run({ kernel, chunks: Math.ceil(n / length), length, words: [n, ...addresses] }, 0);
  }

  #inRows(
    kernel: Call["kernel"],
    rows: number,
    c: number,
    eps: number,
    addresses: readonly number[],
  ): void {
    const length = Math.max(1, Math.floor(16384 / c));
    const words = [rows, c, 0, ...addresses];
    this.#run({ kernel, chunks: Math.ceil(rows / length), length, words, eps }, 0);
  }

  #run(call: Call, scratchBytes: number): void {
    const bytes = Math.ceil(scratchBytes / 128) * 128;
    if (bytes > this.#scratch.bytes) {
      this.heap.free(this.#scratch.address);
      this.#scratch = { address: this.heap.reserve(bytes * this.#threads), bytes };
    }
    writeCall(this.memory, this.#exports.callAddress(), call, this.#scratch);
    this.#exports.run(this.together ? 1 : 0);
  }
}

/**
 * The kernels from the bytes of a build, for up to `threads` threads on a memory that is shared for
 * the builds that say so; throws "unsupported" where WebAssembly lacks SIMD.
 */
export async function loadKernels(
  bytes: BufferSource,
  memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 1 }),
  threads = 1,
): Promise<Kernels> {
  try {
    const source = await WebAssembly.instantiate(bytes, { env: { memory } });
    return new Kernels(source, memory, threads);
  } catch (cause) {
    throw new FieldbookError(
      "unsupported",
      "The WebAssembly kernels do not run here: a runtime with 128-bit SIMD is needed.",
      {},
      { cause },
    );
  }
}
