import { beforeEach, describe, expect, it } from "vitest";
import { createDirectClient } from "../../src/client/directClient.ts";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { createPool } from "../../src/client/pool.ts";
import { FieldbookError } from "../../src/domain/errors.ts";
import { toErfJob } from "../../src/domain/job.ts";
import type { Progress } from "../../src/domain/result.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";
import { describeClient } from "./contract.ts";

describeClient("as a pool", (session, inquiry) => {
  const create = () => createDirectClient(session, inquiry);
  return createPool(create(), create, 3);
});

const jobOf = (count: number) =>
  toErfJob({ input: { type: "noise", count, seed: 0 }, size: 32, stage: 2 });
const open = (client: EngineClient) =>
  client.open({ name: "m", source: { type: "random", id: "slak-tiny?seed=0" } });

describe("a pool on the CPU", () => {
  let sessions: FakeSession[];
  let pool: EngineClient;
  const add = () => {
    const session = new FakeSession();
    sessions.push(session);
    return createDirectClient(session, fakeInquiry);
  };
  const erfs = () =>
    sessions.map(({ calls }) => calls.filter((call) => call.startsWith("erf")).length);
  beforeEach(async () => {
    sessions = [];
    pool = createPool(add(), add, 3);
    await pool.start({ backend: "auto", base: "/" });
    await open(pool);
  });

  it("gives every engine its share of the images and adds up their maps", async () => {
    const { map, adapter } = await pool.erf({ model: "m", job: jobOf(6) });
    expect([map.count, adapter]).toEqual([6, "fake, 2 threads, 4 workers"]);
    expect(erfs()).toEqual([1, 1, 1, 1]);
    expect(sessions[1]?.calls).toEqual([
      "start wasm",
      "open slak-tiny?seed=0",
      "erf 32 stage 2 replknet",
    ]);
    const alone = await createDirectClient(sessions[0]!, fakeInquiry).erf({
      model: "m",
      job: jobOf(6),
    });
    map.sum.forEach((value, i) => expect(value).toBeCloseTo(alone.map.sum[i]!, 6));
  });
  it("makes no more helpers than there are images, and keeps them", async () => {
    await pool.erf({ model: "m", job: jobOf(1) });
    expect(sessions).toHaveLength(1);
    await pool.erf({ model: "m", job: jobOf(2) });
    await pool.erf({ model: "m", job: jobOf(2) });
    expect(erfs()).toEqual([3, 2]);
    expect(sessions[1]?.calls.filter((call) => call.startsWith("open"))).toHaveLength(1);
  });
  it("counts the progress of all of them", async () => {
    const seen: Progress[] = [];
    await pool.erf(
      { model: "m", job: jobOf(8) },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen.at(-1)).toMatchObject({ images: { done: 8, total: 8 } });
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });
  it("adds up what the first images of all shares say, and says no more when it is over", async () => {
    for (const session of sessions) session.stepMs = 2;
    const counts: number[] = [];
    let over = false;
    await pool.erf(
      { model: "m", job: jobOf(8) },
      { onPartial: ({ map }) => counts.push(over ? NaN : map.count) },
    );
    over = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(counts).toEqual([1, 2, 3, 4]);
  });
  it("ends with what failed in one of them, and stops the others", async () => {
    await pool.erf({ model: "m", job: jobOf(4) });
    for (const session of sessions) session.stepMs = 2;
    sessions[2]!.fault = new FieldbookError("too-large", "No room.");
    await expect(pool.erf({ model: "m", job: jobOf(4) })).rejects.toMatchObject({
      code: "too-large",
    });
    expect((await pool.erf({ model: "m", job: jobOf(4) })).map.count).toBe(4);
  });
  it("computes alone where no helper can be had", async () => {
    let made = 0;
    const lonely = createPool(
      createDirectClient(new FakeSession(), fakeInquiry),
      () => {
        made++;
        const session = new FakeSession();
        session.start = () => Promise.reject(new Error("no memory"));
        return createDirectClient(session, fakeInquiry);
      },
      2,
    );
    await lonely.start({ backend: "wasm", base: "/" });
    await open(lonely);
    expect((await lonely.erf({ model: "m", job: jobOf(3) })).map.count).toBe(3);
    expect(made).toBe(2);
  });
});

it("a pool on a GPU shares nothing", async () => {
  const session = new FakeSession();
  session.start = async () => ({ backend: "webgpu", adapter: "a GPU" }) as never;
  let made = 0;
  const create = () => {
    made++;
    return createDirectClient(session, fakeInquiry);
  };
  const pool = createPool(create(), create, 3);
  await pool.start({ backend: "auto", base: "/" });
  await open(pool);
  expect((await pool.erf({ model: "m", job: jobOf(5) })).map.count).toBe(5);
  expect(made).toBe(1);
});
