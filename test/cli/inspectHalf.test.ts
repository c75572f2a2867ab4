import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { openFixture } from "../helpers/openFixture.ts";
import { safetensorsFile } from "../helpers/safetensorsFile.ts";
import { makeFolder, runCli } from "./runCli.ts";

const GONE = "stages.0.0.pwconv2.bias";
const ODD = "stages.1.0.pwconv1.bias";
const folder = makeFolder();
let path: string;

/** A golden without one tensor, and with another of a wrong shape. */
beforeAll(async () => {
  path = join(folder, "half.safetensors");
  const { dict } = (await openCheckpoint(openFixture("goldens/convnext-mini.pth"))).pick();
  const tensors = [];
  for (const { name, shape } of dict.entries.values()) {
    const values = await dict.read(name);
    if (name === ODD) tensors.push({ name, shape: [3], values: values.slice(0, 3) });
    else if (name !== GONE) tensors.push({ name, shape, values });
  }
  await writeFile(path, safetensorsFile(tensors));
});

test("inspect says what a checkpoint lacks, tensor by tensor", async () => {
  const { exitCode, stdout } = await runCli("inspect", path, "--json");
  expect(exitCode).toBe(0);
  const { family, missing } = JSON.parse(stdout) as { family: string; missing: unknown };
  expect([family, missing]).toEqual([
    "convnext",
    [
      { name: GONE, shape: [expect.any(Number)] },
      { name: ODD, shape: [expect.any(Number)], found: [3] },
    ],
  ]);
});

test("nothing is computed from it", async () => {
  const out = join(folder, "erf.npy");
  const { exitCode, stderr } = await runCli(
    "erf",
    path,
    "--input",
    "noise:1",
    "--size",
    "64",
    "--out",
    out,
  );
  expect(exitCode).toBe(1);
  expect(stderr).toContain(`half.safetensors: ${ODD} has the shape [3]`);
});
