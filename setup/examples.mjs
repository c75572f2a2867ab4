// `npm run examples`: runs test/examples/main.ts with the same arguments.
import { runTool } from "./tool.mjs";

await runTool("examples", process.argv.slice(2), "wasm");
