// `npm run examples`: install, bundle test/examples/main.ts when a source is newer, run it with the same arguments.
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { bundleFor, runBundle } from "./cli.mjs";
import { install, ROOT } from "./install.mjs";

const SOURCES = [
  join(ROOT, "src"),
  join(ROOT, "test", "examples"),
  join(ROOT, "test", "helpers"),
  fileURLToPath(import.meta.url),
];

install();
try {
  const file = await bundleFor("examples", join(ROOT, "test", "examples", "main.ts"), SOURCES);
  await runBundle(file, process.argv.slice(2), "wasm");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
