/** Memory for the kernels. */

/** Pages of 64 KiB that a memory may grow to, tried from the most: some systems reserve all of them at once. */
const MOST_PAGES = [65536, 32768, 16384, 8192];

/** Memory that threads share, or null where there is none to have. */
export function createSharedMemory(): WebAssembly.Memory | null {
  if (typeof SharedArrayBuffer === "undefined") return null;
  for (const maximum of MOST_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared: true });
    } catch {
      // the next is smaller
    }
  }
  return null;
}
