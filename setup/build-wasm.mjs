// Compiles src/kernels/wasm/assembly to the four builds that are kept in the repository, so that
// nobody needs this step to run Fieldbook: node setup/build-wasm.mjs [folder]
import { main } from "assemblyscript/asc";
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = process.argv[2] ?? join(root, "src", "kernels", "wasm");

const ALL = "-O3 --converge --noAssert --runtime stub --enable simd --importMemory --use abort=";
const SHARED = "--enable threads --sharedMemory --initialMemory 1 --maximumMemory 65536";
const BUILDS = {
  kernels: "--initialMemory 1",
  "kernels-fma": "--initialMemory 1 --enable relaxed-simd",
  "kernels-shared": SHARED,
  "kernels-shared-fma": `${SHARED} --enable relaxed-simd`,
};

for (const [name, flags] of Object.entries(BUILDS)) {
  const { error, stderr } = await main([
    "src/kernels/wasm/assembly/index.ts",
    "--baseDir",
    root,
    "--outFile",
    relative(root, join(folder, `${name}.wasm`)),
    ...`${ALL} ${flags}`.split(" "),
  ]);
  if (error) {
    process.stderr.write(`${stderr.toString()}${error.message}\n`);
    process.exitCode = 1;
  }
}
