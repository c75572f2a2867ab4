import { afterAll, beforeAll, expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { type Account, installCountingGpu } from "../helpers/countingGpu.ts";
import { nodeHost } from "./nodeHost.ts";

/** The most that PyTorch's allocator held for the same field on an H200, bytes; docs/performance.md. */
const PYTORCH_BYTES = 2499 * 2 ** 20;
/** What the page takes of a GPU for the papers' largest input. */
const MOST_BYTES = 0.3 * PYTORCH_BYTES;

let account: Account;
let session: Session;
beforeAll(async () => {
  account = installCountingGpu();
  session = new Session(nodeHost);
  await session.start({ backend: "webgpu" });
  for (const name of ["slak-tiny", "convnext-tiny"])
    await session.open(name, { type: "random", id: `${name}?seed=0` });
});
afterAll(() => session.dispose());

/** Runs one image; the GPU answers nothing, so neither does the field. */
async function run(name: string, size: number, unit: "center" | { y: number; x: number }) {
  account.peak = account.held;
  account.dispatches = 0;
  const input = { type: "noise", count: 1, seed: 0 } as const;
  await session.erf(name, toErfJob({ input, size, stage: 4, unit, inputKey: "noise" }));
  return { ...account };
}

test("SLaK-T at 1024² takes 30 % of what PyTorch takes, and little but the way back for another unit", async () => {
  const first = await run("slak-tiny", 1024, "center");
  expect(first.peak).toBeGreaterThan(0.8 * MOST_BYTES);
  expect(first.peak).toBeLessThanOrEqual(MOST_BYTES);
  const moved = await run("slak-tiny", 1024, { y: 3, x: 5 });
  expect(moved.peak).toBeLessThanOrEqual(MOST_BYTES);
  // of the way up only the insides of the widest blocks are computed again, in bands
  expect(moved.dispatches).toBeLessThan(0.7 * first.dispatches);
});

test("inputs of other sizes and another network do not add up", async () => {
  for (const size of [224, 512, 640, 1024])
    expect((await run("slak-tiny", size, "center")).peak).toBeLessThanOrEqual(MOST_BYTES);
  session.close("slak-tiny");
  const other = await run("convnext-tiny", 1024, "center");
  expect(other.peak).toBeLessThanOrEqual(MOST_BYTES);
});
