// `npm run bench`: runs test/bench/main.ts with the same arguments.
import { runTool } from "./tool.mjs";

const args = process.argv.slice(2);
const at = args.findIndex((arg) => /^--backends(=|$)/.test(arg));
const backends = at < 0 ? "webgpu" : (args[at].split("=")[1] ?? args[at + 1] ?? "");
await runTool("bench", args, backends.includes("webgpu") ? "webgpu" : "wasm");
