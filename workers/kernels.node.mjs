// A thread of Node that helps with the kernels of one image; src/kernels/wasm/helper.ts is its twin
// for the browser. Plain JavaScript, so that Node runs it as it is.
import { workerData } from "node:worker_threads";

const { module, memory, thread } = workerData;
new WebAssembly.Instance(module, { env: { memory } }).exports.help(thread);
