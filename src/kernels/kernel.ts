/** A GPU kernel as data: its WGSL, the names of what it reads, and how many threads it wants. */
export interface Kernel {
  /** tells pipelines apart together with `body`; [a-zA-Z] */
  readonly name: string;
  /** storage buffers of f32, in the order in which tensors are handed over */
  readonly inputs: readonly string[];
  /** WGSL statements of one thread: `index` is its number, `result` the output, `uniforms.outShape` its shape */
  readonly body: string;
  readonly threads: number;
}

/** Threads that run together; a multiple of every GPU's width. */
export const WORKGROUP = 64;
