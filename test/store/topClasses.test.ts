import { afterEach, describe, expect, it, vi } from "vitest";
import { readFileSync } from "node:fs";
import { loadClassNames } from "../../src/store/classNames.ts";
import { softmax, topClasses } from "../../src/store/topClasses.ts";

describe("class scores", () => {
  it("are probabilities, also for scores that overflow", () => {
    const two = softmax(Float32Array.of(1000, 1000 + Math.log(3)));
    expect(two[0]).toBeCloseTo(0.25, 4);
    expect(two[1]).toBeCloseTo(0.75, 4);
    expect([...softmax(Float32Array.of(1, NaN))]).toEqual([NaN, NaN]);
  });
  it("come likeliest first, of the image asked for, ties by index", () => {
    const logits = Float32Array.of(9, 0, 0, 0, 1, 2, 2, 0);
    const top = topClasses({ logits, classes: 4 }, 1, 3);
    expect(top.map(({ index }) => index)).toEqual([1, 2, 0]);
    expect(top[0]?.probability).toBeCloseTo(Math.exp(2) / (2 * Math.exp(2) + Math.E + 1), 6);
    expect(topClasses({ logits, classes: 4 }, 0, 10)).toHaveLength(4);
  });
});

describe("the names of ImageNet's classes", () => {
  afterEach(() => vi.unstubAllGlobals());
  const served = readFileSync("public/imagenet-classes.json", "utf8");
  it("are a thousand, all different, in the official order", async () => {
    vi.stubGlobal("fetch", async (url: string) => {
      expect(url).toBe("/a/imagenet-classes.json");
      return new Response(served);
    });
    const names = (await loadClassNames("/a/"))!;
    expect(new Set(names).size).toBe(1000);
    expect([names[0], names[207], names[281], names[999]]).toEqual([
      "tench",
      "golden retriever",
      "tabby",
      "toilet tissue",
    ]);
  });
  it("are left out when they cannot be had, and asked for again later", async () => {
    const answer = vi
      .fn<() => Promise<Response>>()
      .mockResolvedValueOnce(new Response("gone", { status: 404 }))
      .mockResolvedValueOnce(new Response('["one"]'))
      .mockResolvedValueOnce(new Response(served));
    vi.stubGlobal("fetch", answer);
    expect(await loadClassNames("/b/")).toBeNull();
    expect(await loadClassNames("/b/")).toBeNull();
    expect(await loadClassNames("/b/")).toHaveLength(1000);
    expect(answer).toHaveBeenCalledTimes(3);
  });
});
