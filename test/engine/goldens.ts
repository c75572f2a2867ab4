/** Small official networks × logits and the fields of four stages, for any backend. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs-core";
import {
  type BackendName,
  type InputSpec,
  type StageNumber,
  STAGES,
  toErfJob,
} from "../../src/domain/job.ts";
import type { Host } from "../../src/engine/host.ts";
import { Session } from "../../src/engine/session.ts";
import { erfMean } from "../../src/analysis/mean.ts";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";

export type ReadGolden = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

/** The inputs are the first [height, width] pixels of input128.npy. */
interface Case {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  /** as it stands in the files' names */
  readonly size: string;
  /** fields of networks of ReLUs jump where rounding flips the sign of one */
  readonly field: "network" | "reluField";
  /** whose answers it must give, if not those under its own name */
  readonly golden?: string;
}
const SQUARE = { height: 128, width: 128, size: "128" } as const;
const CUT = { height: 72, width: 104, size: "72x104" } as const;
const CASES: readonly Case[] = [
  { name: "replknet-mini-merged", ...SQUARE, field: "network" },
  ...[SQUARE, CUT].flatMap((size) => [
    { name: "slak-mini", ...size, field: "network" } as const,
    { name: "convnext-mini", ...size, field: "network" } as const,
    { name: "convnextv2-mini", ...size, field: "network" } as const,
    { name: "replknet-mini", ...size, field: "network" } as const,
    { name: "unireplknet-mini", ...size, field: "network" } as const,
    {
      name: "unireplknet-mini-merged",
      ...size,
      field: "network",
      golden: "unireplknet-mini",
    } as const,
    { name: "resnet-mini", ...size, field: "reluField" } as const,
    { name: "resnet-basic-mini", ...size, field: "reluField" } as const,
    { name: "swin-mini", ...size, field: "network" } as const,
    { name: "vit-mini", ...size, field: "network" } as const,
  ]),
];

/** Attention is what plain JavaScript and an emulated GPU are slowest at. */
const attends = ({ name }: Case): boolean => /^(?:swin|vit)/.test(name);

/** Plain JavaScript takes twenty seconds for the transformers at the larger size, where wasm shows the same. */
const slow = (one: Case): boolean => one.size === "128" && attends(one);

/**
 * An emulated GPU takes minutes for all of them and plain JavaScript one: at one of the two sizes the last
 * stage, whose field goes through every layer, stands for the others there; the GPU compiles anew for each
 * map smaller than a kernel, of which the smaller size has more. Of attention, the slowest, the first and
 * last stages stand for all at the other size too.
 */
const stagesOf = (backend: BackendName, one: Case): readonly StageNumber[] => {
  if (backend === "wasm") return STAGES;
  const whole = backend === "webgpu" && !attends(one) ? "128" : "72x104";
  const stands = CASES.some(({ name, size }) => name === one.name && size === whole);
  if (stands && one.size !== whole) return [4];
  return attends(one) ? [1, 4] : STAGES;
};

/** Logits go through the layers that the last stage's field goes through too. */
const givesLogits = (backend: BackendName, one: Case): boolean =>
  backend !== "webgpu" || one.size !== "128" || !attends(one);

/** The first [height, width] pixels of the goldens' images. */
export async function goldenInput(
  read: ReadGolden,
  { height, width }: { readonly height: number; readonly width: number },
): Promise<Extract<InputSpec, { type: "array" }>> {
  const whole = await readGoldenNpy(read, "input128.npy");
  const [count, channels, , side] = whole.shape as [number, number, number, number];
  const shape = [count, channels, height, width] as const;
  const values = Float32Array.from({ length: count * channels * height * width }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    return whole.values[(Math.floor(row / height) * side + (row % height)) * side + column]!;
  });
  return { type: "array", values, shape };
}

export const readGoldenNpy = async (read: ReadGolden, name: string): ReturnType<typeof readNpy> =>
  readNpy(fromBytes(await read(name), name));

/** All networks, or the half of them with or without attention. */
export function goldensContract(
  backend: BackendName,
  host: Host,
  read: ReadGolden,
  attention: boolean | null = null,
): void {
  const cases = CASES.filter(
    (one) =>
      (backend !== "cpu" || !slow(one)) && (attention === null || attends(one) === attention),
  );
  const networks = [...new Set(cases.map(({ name }) => name))];
  describe(`${backend}: the official small networks`, () => {
    const session = new Session(host);
    const npy = (name: string) => readGoldenNpy(read, name);
    const input = (one: Case) => goldenInput(read, one);
    let before = 0;

    beforeAll(async () => {
      expect((await session.start({ backend })).backend).toBe(backend);
      before = tf.memory().numTensors;
      for (const name of networks) {
        const file = { name: `${name}.pth`, blob: new Blob([await read(`${name}.pth`)]) };
        const summary = await session.open(name, { type: "file", file });
        expect(summary.unmatched, name).toEqual([]);
        expect(summary.missing, name).toEqual([]);
      }
    });
    afterAll(() => {
      for (const name of networks) session.close(name);
      const left = tf.memory().numTensors - before;
      session.dispose();
      expect(left, "tensors left on the device").toBe(0);
    });

    const logitCases = cases.filter((one) => givesLogits(backend, one));
    test.each(logitCases)("$name gives the official logits at $size", async (one) => {
      const { name, size, golden = name } = one;
      const { values, shape } = await session.logits(name, await input(one), 128);
      const want = await npy(`${golden}.logits${size}.npy`);
      expect(shape).toEqual(want.shape);
      expectRelativeL2(values, want.values, "network", `${name} logits`);
    });

    test.each(cases.flatMap((one) => stagesOf(backend, one).map((stage) => ({ ...one, stage }))))(
      "$name gives the official field of stage $stage at $size",
      async ({ stage, ...one }) => {
        const { name, size, field, height, width, golden = name } = one;
        const job = toErfJob({ input: await input(one), size: 128, stage });
        const { map } = await session.erf(name, job);
        expect([map.count, map.skipped]).toEqual([2, 0]);
        const want = await npy(`${golden}.erf${size}.stage${stage}.npy`);
        const label = `${name} stage ${stage} at ${size}`;
        expectRelativeL2(erfMean(map), want.values, field, label, [height, width]);
      },
    );
  });
}
