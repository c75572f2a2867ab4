// `npm run fuzz`: runs test/fuzz/main.ts with the same arguments.
import { ROOT } from "./install.mjs";
import { runTool } from "./tool.mjs";

await runTool("fuzz", ["--root", ROOT, ...process.argv.slice(2)], "wasm");
