import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EngineClient, EngineSession, Inquiry } from "../../src/client/engineClient.ts";
import { toErfJob } from "../../src/domain/job.ts";
import type { ErfResult, Progress } from "../../src/domain/result.ts";
import { writeNpy } from "../../src/formats/npy.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";

const job = toErfJob({ input: { type: "noise", count: 2, seed: 0 }, size: 32, stage: 2 });

/** What every body of EngineClient does, whichever thread the engine is on. */
export function describeClient(
  name: string,
  create: (session: EngineSession, inquiry: Inquiry) => EngineClient,
): void {
  describe(`the engine client, ${name}`, () => {
    let session: FakeSession;
    let client: EngineClient;
    beforeEach(async () => {
      session = new FakeSession();
      client = create(session, fakeInquiry);
      await client.open({ name: "m", source: { type: "random", id: "slak-tiny?seed=0" } });
    });
    afterEach(() => client.dispose());

    it("starts a backend and says which one and on what", async () => {
      expect(await client.start({ backend: "auto", base: "/" })).toEqual({
        backend: "wasm",
        adapter: "fake, 2 threads",
      });
    });
    it("inspects a file without changing it", async () => {
      const file = { name: "w.pth", blob: new Blob(["w"]) };
      const summary = await client.inspect({ file });
      expect([summary.tensors, summary.wrapper]).toEqual([470, "model"]);
    });
    it("gives the map of an ERF with the progress that led to it", async () => {
      const seen: Progress[] = [];
      const result = await client.erf(
        { model: "m", job },
        { onProgress: (progress) => seen.push(progress) },
      );
      expect([result.map.height, result.map.width, result.map.sum.length]).toEqual([32, 32, 1024]);
      expect(result.map.sum).toBeInstanceOf(Float64Array);
      expect(seen.at(-1)).toMatchObject({ done: 10, total: 10, images: { done: 2, total: 2 } });
      const done = seen.map((progress) => progress.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    });
    it("gives on the way what the first images say, to those who ask", async () => {
      const many = toErfJob({ input: { type: "noise", count: 8, seed: 0 }, size: 32, stage: 2 });
      const partials: ErfResult[] = [];
      const whole = await client.erf(
        { model: "m", job: many },
        { onPartial: (partial) => partials.push(partial) },
      );
      const counts = partials.map(({ map }) => map.count);
      expect(counts.length).toBeGreaterThan(0);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      expect(Math.max(...counts)).toBeLessThan(whole.map.count);
      for (const { map } of partials)
        expect(map.sum[0]! / map.count).toBeCloseTo(whole.map.sum[0]! / 8, 6);
    });
    it("reads a raw map into values of at most one and four area ratios", async () => {
      const { map } = await client.erf({ model: "m", job });
      const reading = await client.read({ map, protocol: "replknet", scale: "linear" });
      expect(Math.max(...reading.values)).toBeCloseTo(1, 6);
      expect(reading.areaRatio.map(({ t }) => t)).toEqual([0.2, 0.3, 0.5, 0.99]);
      expect(reading.shares).toHaveLength(15);
    });
    it("measures the squares of a raw map as its reading does", async () => {
      const { map } = await client.erf({ model: "m", job });
      const { areaRatio } = await client.read({ map, protocol: "replknet", scale: "linear" });
      expect(areaRatio[2]!.side).toBeGreaterThan(1);
      expect(await client.squares({ map, protocol: "replknet" })).toEqual(areaRatio);
    });
    it("lays the masks of two models over each other", async () => {
      const source = { type: "random", id: "slak-tiny?seed=0" } as const;
      const other = { type: "random", id: "slak-tiny?seed=1" } as const;
      expect(await client.overlap({ source, other })).toEqual([
        {
          name: "stages.0.0.large_kernel.LoRA1",
          block: "stages.0.0",
          kernel: [51, 5],
          weights: 100,
          first: 60,
          second: 50,
          both: 30,
        },
      ]);
    });
    it("counts the parameters that are not zero", async () => {
      const source = { type: "random", id: "slak-tiny?seed=0" } as const;
      expect(await client.count({ source })).toEqual({ nonzero: 18_290_000, layers: [] });
    });
    it("reads a NumPy array, and says what is wrong with a file that is none", async () => {
      const values = Float32Array.from([1, 2, 3, 4, 5, 6]);
      const blob = new Blob([writeNpy(values, [2, 3])]);
      expect(await client.readNpy({ file: { name: "map.npy", blob } })).toEqual({
        values,
        shape: [2, 3],
      });
      const none = { name: "none.npy", blob: new Blob(["a plain text file"]) };
      await expect(client.readNpy({ file: none })).rejects.toMatchObject({
        code: "bad-file",
        message: expect.stringContaining("none.npy"),
      });
    });
    it("rejects with the code, sentence and data that the session threw", async () => {
      const file = { name: "bad.pth", blob: new Blob(["<html>"]) };
      await expect(client.inspect({ file })).rejects.toMatchObject({
        code: "bad-file",
        message: expect.stringContaining("bad.pth is a web page"),
        data: { name: "bad.pth" },
      });
    });
    it("stops an ERF when its signal aborts", async () => {
      session.stepMs = 5;
      const stopping = new AbortController();
      const run = client.erf(
        { model: "m", job },
        { signal: stopping.signal, onProgress: () => stopping.abort() },
      );
      await expect(run).rejects.toMatchObject({ code: "cancelled" });
    });
    it("does not start an ERF whose signal has aborted already", async () => {
      const signal = AbortSignal.abort();
      await expect(client.erf({ model: "m", job }, { signal })).rejects.toMatchObject({
        code: "cancelled",
      });
      expect(session.calls).toEqual(["open slak-tiny?seed=0"]);
    });
    it("closes a model, which then cannot be run", async () => {
      expect(await client.close({ name: "m" })).toBeNull();
      await expect(client.erf({ model: "m", job })).rejects.toMatchObject({ code: "bad-spec" });
    });
  });
}
