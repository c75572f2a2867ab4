/** What kernels.wasm exports; addresses are bytes from the start of `memory`. */
export interface KernelExports {
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
  layerNorm(
    x: number,
    rows: number,
    c: number,
    weight: number,
    bias: number,
    eps: number,
    out: number,
  ): void;
  layerNormBackward(
    dy: number,
    x: number,
    weight: number,
    eps: number,
    rows: number,
    c: number,
    out: number,
  ): void;
  gelu(x: number, n: number, out: number): void;
  geluBackward(dy: number, x: number, n: number, out: number): void;
}
