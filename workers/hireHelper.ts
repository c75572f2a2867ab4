import type { HelperWork } from "../src/kernels/wasm/helper.ts";

/** Starts a thread that helps with the kernels; one that fails to start is not missed. */
export function hireHelper(work: HelperWork): void {
  const helper = new Worker(new URL("./kernels.worker.ts", import.meta.url), {
    type: "module",
    name: "kernels",
  });
  helper.addEventListener("error", () => helper.terminate());
  helper.postMessage(work);
}
