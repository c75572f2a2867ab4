/** A device that goes away costs one run and one sentence. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { browserHost, readGolden } from "./host.ts";

test("a lost device gives one clear error, and the next run works", async () => {
  const session = new Session(browserHost);
  await session.start({ backend: "webgpu" });
  const bytes = await readGolden("slak-mini.pth");
  const file = { name: "slak-mini.pth", blob: new Blob([bytes]) };
  await session.open("slak", { type: "file", file });
  const job = toErfJob({ input: { type: "noise", count: 1, seed: 0 }, size: 64, stage: 2 });
  const first = await session.erf("slak", job);

  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const lost = session.erf(
    "slak",
    toErfJob({ ...job, input: { ...job.input, count: 20 } as never }),
    {
      onProgress: () => device.destroy(),
    },
  );
  await expect(lost).rejects.toMatchObject({
    code: "device-lost",
    message: expect.stringMatching(/^The GPU stopped answering .*Run again/) as string,
  });

  const again = await session.erf("slak", job);
  expect(again.map.sum).toEqual(first.map.sum);
  expect(again.backend).toBe("webgpu");
  session.dispose();
});

test("a shader that the device refuses stops the run, where tfjs would go on with wrong numbers", async () => {
  const session = new Session(browserHost);
  await session.start({ backend: "webgpu" });
  const bytes = await readGolden("slak-mini.pth");
  const file = { name: "slak-mini.pth", blob: new Blob([bytes]) };
  await session.open("slak", { type: "file", file });
  const input = { type: "noise", count: 20, seed: 0 } as const;
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const run = session.erf("slak", toErfJob({ input, size: 64, stage: 2 }), {
    onProgress: () => void device.createShaderModule({ code: "let from = 1;" }),
  });
  await expect(run).rejects.toMatchObject({ code: "device-lost" });
  session.dispose();
});
