export { depthwise, depthwiseScratch, packKernel } from "./depthwise";
export { gelu, geluBackward } from "./gelu";
export { layerNorm, layerNormBackward } from "./layerNorm";

/** The first byte that belongs to the caller. */
export function heapBase(): usize {
  return __heap_base;
}
