import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadKernels } from "../../../src/kernels/wasm/module.ts";
import { KERNELS_URL } from "./load.ts";

test("building the kernels again gives the committed bytes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kernels-"));
  try {
    const output = join(folder, "kernels.wasm");
    const script = new URL("../../../setup/build-wasm.mjs", import.meta.url).pathname;
    await promisify(execFile)(process.execPath, [script, output]);
    const [built, committed] = await Promise.all([readFile(output), readFile(KERNELS_URL)]);
    expect(built.equals(committed), "run node setup/build-wasm.mjs and commit kernels.wasm").toBe(
      true,
    );
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
