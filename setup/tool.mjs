// What `npm run bench`, `fuzz` and `examples` have in common.
import { join } from "node:path";
import { bundleFor, runBundle } from "./cli.mjs";
import { install, ROOT } from "./install.mjs";

/** Installs, bundles test/`name`/main.ts when a source is newer, and runs it; what fails is one sentence. */
export async function runTool(name, args, backend) {
  install();
  try {
    const folders = [["src"], ["components", "plots"], ["test", name], ["test", "helpers"]];
    const sources = folders.map((parts) => join(ROOT, ...parts));
    const file = await bundleFor(name, join(ROOT, "test", name, "main.ts"), sources);
    await runBundle(file, args, backend);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
