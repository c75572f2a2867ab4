/** What the browser says of the room that this page has. */
import type { Usage } from "./library.ts";

/** Absent in Node and on pages that are not served securely. */
const findStorage = (): StorageManager | undefined =>
  (globalThis.navigator as Navigator | undefined)?.storage as StorageManager | undefined;

export async function estimateUsage(): Promise<Usage | null> {
  try {
    const { usage, quota } = (await findStorage()?.estimate()) ?? {};
    return usage === undefined || quota === undefined
      ? null
      : { usedBytes: usage, quotaBytes: quota };
  } catch {
    return null;
  }
}

/** Asks the browser not to clear the notebooks by itself; a no changes nothing here. */
export async function askToPersist(): Promise<void> {
  try {
    const storage = findStorage();
    if (storage && !(await storage.persisted())) await storage.persist();
  } catch {
    // a browser that cannot be asked keeps what it likes
  }
}
