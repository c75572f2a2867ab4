export { depthwise, depthwiseScratch, packKernel } from "./depthwise";

/** The first byte that belongs to the caller. */
export function heapBase(): usize {
  return __heap_base;
}
