export { depthwiseScratch, packKernel } from "./depthwise";
export { packProduct, productChunks, productScratch } from "./product";
export { callAddress, heapBase, help, helpersReady, run } from "./team";
