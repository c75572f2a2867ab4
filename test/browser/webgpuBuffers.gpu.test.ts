/** Buffers that are let go and submissions in between change no number. */
import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { boundPool } from "../../src/engine/backends/webgpuBuffers.ts";
import { browserHost, readGolden } from "./host.ts";

const heldBytes = (): number =>
  (tf.memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;

test("a field is the same when no buffer may wait for its next use, and takes less", async () => {
  const session = new Session(browserHost);
  await session.start({ backend: "webgpu" });
  const bytes = await readGolden("slak-mini.pth");
  const file = { name: "slak-mini.pth", blob: new Blob([bytes]) };
  await session.open("slak", { type: "file", file });
  const job = toErfJob({ input: { type: "noise", count: 2, seed: 0 }, size: 64, stage: 3 });
  const free = await session.erf("slak", job);
  const before = heldBytes();
  boundPool(tf.backend() as unknown as WebGPUBackend, 1, 0);
  tf.tidy(() => void tf.add(tf.ones([12_345]), 1)); // what waits is let go when a buffer is made
  const bound = await session.erf("slak", job);
  expect(bound.map.sum.some((value) => value > 0)).toBe(true);
  expect(bound.map.sum).toEqual(free.map.sum);
  expect(heldBytes()).toBeLessThan(before);
  session.dispose();
});
