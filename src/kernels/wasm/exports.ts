/** What every build of the kernels exports; addresses are bytes from the start of the memory. */
export interface KernelExports {
  /** where the words of a call lie: src/kernels/wasm/assembly/team.ts */
  callAddress(): number;
  heapBase(): number;
  /** Computes the call that is written down; `together` lets helpers join. */
  run(together: number): void;
  /** What a helper does, for ever. */
  help(thread: number): void;
  helpersReady(): number;
  depthwiseScratch(h: number, w: number): number;
  packKernel(source: number, taps: number, c: number, target: number): void;
  productChunks(m: number, n: number): number;
  productScratch(): number;
  sparseVectors(w: number): number;
  sparseScratch(h: number, w: number, mx: number): number;
  sparseStride(w: number, mx: number): number;
  packProduct(b: number, k: number, n: number, target: number): void;
}
