export { depthwiseScratch, packKernel } from "./depthwise";
export { packProduct, productChunks, productScratch } from "./product";
export { sparseScratch, sparseStride, sparseVectors } from "./sparse";
export { callAddress, heapBase, help, helpersReady, run } from "./team";
