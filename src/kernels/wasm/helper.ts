import type { KernelExports } from "./exports.ts";

/** What a helper needs to begin; can be posted to a worker. */
export interface HelperWork {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 1, 2, … */
  readonly thread: number;
}

/** Helps with every call on the memory until the thread is ended; never returns. */
export function helpOut({ module, memory, thread }: HelperWork): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  (exports as unknown as KernelExports).help(thread);
}
