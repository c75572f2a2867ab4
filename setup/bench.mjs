// `npm run bench`: install, bundle test/bench/main.ts when a source is newer, run it with the same arguments.
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { bundleFor, runBundle } from "./cli.mjs";
import { install, ROOT } from "./install.mjs";

const SOURCES = [
  join(ROOT, "src"),
  join(ROOT, "test", "bench"),
  join(ROOT, "test", "helpers"),
  fileURLToPath(import.meta.url),
];

install();
try {
  const args = process.argv.slice(2);
  const file = await bundleFor("bench", join(ROOT, "test", "bench", "main.ts"), SOURCES);
  const at = args.findIndex((arg) => /^--backends(=|$)/.test(arg));
  const backends = at < 0 ? "webgpu" : (args[at].split("=")[1] ?? args[at + 1] ?? "");
  await runBundle(file, args, backends.includes("webgpu") ? "webgpu" : "wasm");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
