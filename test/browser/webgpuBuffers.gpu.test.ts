/** Buffers that are let go, taken for less than they hold, and submissions in between change no number. */
import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { startBackend } from "../../src/engine/backends/start.ts";
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

test("a buffer a little too large is taken, one twice too large is not, and what is read has the asked length", async () => {
  const ops = await startBackend("webgpu", browserHost);
  /** adds 1 to 0, 1, 2 … on the device; returns the bytes that all buffers then take */
  const count = async (length: number): Promise<number> => {
    const from = tf.tensor1d(Float32Array.from({ length }, (_, i) => i));
    const sum = tf.add(from, 1);
    const values = await sum.data();
    expect(values.length).toBe(length);
    expect(values.findIndex((value, i) => value !== i + 1)).toBe(-1);
    tf.dispose([from, sum]);
    await ops.settle();
    return heldBytes();
  };
  const held = await count(240_000);
  // small buffers for the numbers of a run may come on top
  const expectMore = (bytes: number, now: number) =>
    expect(Math.abs(now - held - bytes), `${now} after ${held}`).toBeLessThan(1000);
  const operand = 4 * 180_001; // what is uploaded has exactly its size, as weights have
  expectMore(operand, await count(180_001));
  expectMore(operand, await count(240_000));
  // the sum and what is read through rounded up to thirteen steps of 2¹⁵ bytes
  expectMore(operand + 4 * 100_000 + 2 * 13 * 2 ** 15, await count(100_000));
  ops.dispose();
});
