// `npm run fuzz`: install, bundle test/fuzz/main.ts when a source is newer, run it with the same arguments.
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { bundleFor, runBundle } from "./cli.mjs";
import { install, ROOT } from "./install.mjs";

install();
const sources = ["src", "test/fuzz"].map((folder) => join(ROOT, folder));
const file = await bundleFor("fuzz", join(ROOT, "test", "fuzz", "main.ts"), [
  ...sources,
  fileURLToPath(import.meta.url),
]);
await runBundle(file, ["--root", ROOT, ...process.argv.slice(2)], "wasm");
