/** Four small official networks × logits and the fields of four stages, for any backend. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendName, StageNumber } from "../../src/domain/job.ts";
import { toErfJob } from "../../src/domain/job.ts";
import type { Host } from "../../src/engine/host.ts";
import { Session } from "../../src/engine/session.ts";
import { erfMean } from "../../src/analysis/mean.ts";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";

export type ReadGolden = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

const NETWORKS = ["slak-mini", "convnext-mini", "replknet-mini", "replknet-mini-merged"];

export function goldensContract(backend: BackendName, host: Host, read: ReadGolden): void {
  describe(`${backend}: the official small networks`, () => {
    const session = new Session(host);
    const npy = async (name: string) => readNpy(fromBytes(await read(name), name));
    const input = async () => {
      const { values, shape } = await npy("input128.npy");
      return { type: "array", values, shape: shape as [number, number, number, number] } as const;
    };
    let before = 0;

    beforeAll(async () => {
      expect((await session.start({ backend })).backend).toBe(backend);
      before = tf.memory().numTensors;
      for (const name of NETWORKS) {
        const file = { name: `${name}.pth`, blob: new Blob([await read(`${name}.pth`)]) };
        const summary = await session.open(name, { type: "file", file });
        expect(summary.unmatched, name).toEqual([]);
        expect(summary.missing, name).toEqual([]);
      }
    });
    afterAll(() => {
      for (const name of NETWORKS) session.close(name);
      const left = tf.memory().numTensors - before;
      session.dispose();
      expect(left, "tensors left on the device").toBe(0);
    });

    test.each(NETWORKS)("%s gives the official logits", async (name) => {
      const { values, shape } = await session.logits(name, await input(), 128);
      const want = await npy(`${name}.logits128.npy`);
      expect(shape).toEqual(want.shape);
      expectRelativeL2(values, want.values, "network", `${name} logits`);
    });

    test.each(NETWORKS.flatMap((name) => ([1, 2, 3, 4] as const).map((stage) => [name, stage])))(
      "%s gives the official field of stage %i",
      async (name, stage) => {
        const job = toErfJob({ input: await input(), size: 128, stage: stage as StageNumber });
        const { map } = await session.erf(name as string, job);
        expect([map.count, map.skipped]).toEqual([2, 0]);
        const want = await npy(`${name}.erf128.stage${stage}.npy`);
        expectRelativeL2(
          erfMean(map),
          want.values,
          "network",
          `${name} stage ${stage}`,
          [128, 128],
        );
      },
    );
  });
}
