import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { KernelBuild } from "../../../src/kernels/wasm/builds.ts";
import { loadKernels } from "../../../src/kernels/wasm/module.ts";
import { kernelsUrl } from "./load.ts";

const BUILDS: readonly KernelBuild[] = [
  "kernels",
  "kernels-fma",
  "kernels-shared",
  "kernels-shared-fma",
];

test("building the kernels again gives the committed bytes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kernels-"));
  try {
    const script = new URL("../../../setup/build-wasm.mjs", import.meta.url).pathname;
    await promisify(execFile)(process.execPath, [script, folder]);
    for (const build of BUILDS) {
      const paths = [join(folder, `${build}.wasm`), kernelsUrl(build)];
      const [built, committed] = await Promise.all(paths.map((path) => readFile(path)));
      const advice = `${build}: run node setup/build-wasm.mjs and commit what it writes`;
      expect(built!.equals(committed!), advice).toBe(true);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("bytes that are no kernels are refused in one sentence", async () => {
  await expect(loadKernels(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
    name: "FieldbookError",
    code: "unsupported",
  });
});
