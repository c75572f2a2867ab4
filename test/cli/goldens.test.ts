import { openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromBlob } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { golden, makeFolder, runCli } from "./runCli.ts";

/** Relative L2 error that the goldens' README expects of every backend. */
const MAX_ERROR = 1e-4;
const NETS = ["slak-mini", "convnext-mini", "replknet-mini", "replknet-mini-merged"] as const;
const STAGES = [1, 2, 3, 4] as const;
const out = makeFolder();

const Golden = z.object({
  params: z.number(),
  rect128: z.object({
    log: z.record(z.string(), z.object({ side: z.number(), ratio_hw: z.number() }).nullable()),
  }),
});
const facts = (net: string) =>
  Golden.parse(JSON.parse(readFileSync(golden(`${net}.json`), "utf8")));
const readArray = async (path: string) => readNpy(fromBlob(await openAsBlob(path), path));

async function expectGolden(path: string, name: string): Promise<void> {
  const got = await readArray(path);
  const want = await readArray(golden(name));
  expect(got.shape).toEqual(want.shape);
  const error = Math.hypot(...want.values.map((w, i) => got.values[i]! - w));
  expect(error / Math.hypot(...want.values), "relative L2 error").toBeLessThan(MAX_ERROR);
}

async function expectErf(net: string, stage: number, backend: string): Promise<void> {
  const file = join(out, `${net}.${stage}.${backend}.npy`);
  const input = golden("input128.npy");
  const args = ["--input", input, "--stage", String(stage), "--backend", backend, "--out", file];
  const { exitCode, stdout, stderr } = await runCli("erf", golden(`${net}.pth`), ...args, "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  await expectGolden(file, `${net}.erf128.stage${stage}.npy`);
  const answer: unknown = JSON.parse(stdout);
  const side = 128 / 2 ** (stage + 1) / 2;
  const { params, rect128 } = facts(net);
  expect(answer).toMatchObject({
    model: { params },
    backend,
    images: 2,
    skipped: 0,
    size: 128,
    stage,
    unit: { y: side, x: side },
    protocol: "replknet",
    erf: { height: 128, width: 128 },
  });
  if (stage !== 4) return;
  const ratios = Object.entries(rect128.log).map(([t, square]) => ({
    t: Number(t),
    side: square?.side ?? null,
    ratio: square?.ratio_hw ?? null,
  }));
  expect(answer).toMatchObject({ areaRatio: ratios });
}

describe.each(NETS)("%s on the command line", (net) => {
  it("scores as the official code does", async () => {
    const file = join(out, `${net}.logits.npy`);
    const args = ["--input", golden("input128.npy"), "--backend", "wasm", "--out", file];
    const { exitCode, stderr } = await runCli("logits", golden(`${net}.pth`), ...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    await expectGolden(file, `${net}.logits128.npy`);
  });

  it.each(STAGES)("has the official field at stage %i, on wasm", (stage) =>
    expectErf(net, stage, "wasm"),
  );
});

describe("slak-mini on the command line's other backends", () => {
  it("has the official field at stage 4, on cpu", () => expectErf("slak-mini", 4, "cpu"));
  it("has the official field at stage 1, on webgpu", () => expectErf("slak-mini", 1, "webgpu"));
});

describe("an ERF's answer", () => {
  it("has the fields of the contract and no others", async () => {
    const file = join(out, "fields.npy");
    const png = join(out, "fields.png");
    const args = ["--input", "noise:2", "--size", "64", "--backend", "wasm", "--out", file];
    const run = await runCli("erf", golden("slak-mini.pth"), ...args, "--png", png, "--json");
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: "" });
    const number = expect.any(Number);
    const answer: unknown = JSON.parse(run.stdout);
    expect(answer).toEqual({
      model: {
        family: "slak",
        variant: "custom",
        params: facts("slak-mini").params,
        nonzero: number,
        dims: [8, 16, 24, 32],
        depths: [1, 1, 2, 1],
        kernelSizes: [51, 49, 47, 13],
      },
      backend: "wasm",
      adapter: expect.any(String),
      images: 2,
      skipped: 0,
      size: 64,
      stage: 4,
      unit: { y: 1, x: 1 },
      protocol: "replknet",
      seconds: { load: number, compute: number },
      erf: { height: 64, width: 64, sum: number, max: number },
      areaRatio: [0.2, 0.3, 0.5, 0.99].map((t) => ({
        t,
        side: expect.toBeOneOf([number, null]),
        ratio: expect.toBeOneOf([number, null]),
      })),
    });
    const { values, shape } = await readArray(file);
    expect(shape).toEqual([64, 64]);
    expect(answer).toMatchObject({
      erf: { max: Math.max(...values), sum: values.reduce((a, b) => a + b, 0) },
    });
    expect([...readFileSync(png).subarray(1, 4)]).toEqual([..."PNG"].map((c) => c.charCodeAt(0)));
  });
});
