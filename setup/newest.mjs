// When something under a path last changed: what build steps compare with their output.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Latest modification time, ms, of files and folders under the paths; 0 when none exists. */
export function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const stat = statSync(path);
    latest = Math.max(latest, stat.mtimeMs);
    if (stat.isDirectory())
      latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
  }
  return latest;
}
