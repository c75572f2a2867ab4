// Compiles src/kernels/wasm/assembly to src/kernels/wasm/kernels.wasm, which is committed so that
// nobody needs this step to run Fieldbook: node setup/build-wasm.mjs [output]
import { main } from "assemblyscript/asc";
import { fileURLToPath } from "node:url";
import { relative } from "node:path";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = process.argv[2] ?? "src/kernels/wasm/kernels.wasm";

const flags =
  "-O3 --converge --noAssert --runtime stub --enable simd --initialMemory 1 --use abort=";
const { error, stderr } = await main([
  "src/kernels/wasm/assembly/index.ts",
  "--baseDir",
  root,
  "--outFile",
  relative(root, output),
  ...flags.split(" "),
]);
if (error) {
  process.stderr.write(`${stderr.toString()}${error.message}\n`);
  process.exitCode = 1;
}
