import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { fromUrl } from "../../src/formats/remoteSource.ts";
import { safetensorsFile } from "../helpers/safetensorsFile.ts";
import { file, openHost, redirect, someBytes, type Host } from "../store/remote/server.ts";

let host: Host;
beforeEach(async () => void (host = await openHost()));
afterEach(() => host.close());
const source = (bytes: number) => fromUrl({ name: "net", url: `${host.address}/f`, bytes });

describe("a file on a server", () => {
  it("is read in parts that are those of the file, wherever blocks begin", async () => {
    const content = someBytes(300_000);
    host.paths.set(
      "/f",
      redirect(() => `${host.address}/signed`),
    );
    host.paths.set("/signed", file(content));
    const remote = source(content.length);
    for (const [start, end] of [
      [0, 8],
      [8, 8],
      [65_530, 65_540],
      [65_536, 131_072],
      [100, 131_000],
      [1000, 299_000],
      [299_990, 300_000],
      [299_990, 400_000],
    ] as const)
      expect(
        Buffer.from(await remote.read(start, end)).equals(content.subarray(start, end)),
        `${start}–${end}`,
      ).toBe(true);
    expect(host.asked.every(({ method, range }) => method === "GET" && range !== null)).toBe(true);
  });

  it("is asked once for what is read twice", async () => {
    host.paths.set("/f", file(someBytes(100_000)));
    const remote = source(100_000);
    await Promise.all([remote.read(0, 100), remote.read(50, 200)]);
    await remote.read(0, 8);
    expect(host.asked).toHaveLength(1);
  });

  it("tells what is in a checkpoint of 40 MB with less than 200 kB", async () => {
    const values = new Float32Array(10_000_000);
    const content = safetensorsFile([
      { name: "big.weight", shape: [10_000, 1000], values },
      { name: "small.bias", shape: [3], values: Float32Array.of(1, 2, 3) },
    ]);
    host.paths.set("/f", file(content));
    const { dict } = (await openCheckpoint(source(content.length))).pick();
    expect(dict.entries.get("big.weight")?.shape).toEqual([10_000, 1000]);
    expect([...(await dict.read("small.bias"))]).toEqual([1, 2, 3]);
    const travelled = host.asked.reduce((sum, { range }) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range ?? "") ?? [];
      return sum + Number(to) - Number(from) + 1;
    }, 0);
    expect(travelled).toBeGreaterThan(0);
    expect(travelled).toBeLessThan(200_000);
  });

  it("of a server that sends whole files is refused", async () => {
    host.paths.set("/f", file(someBytes(100_000), { ranges: false }));
    await expect(source(100_000).read(0, 8)).rejects.toThrow("sends whole files only");
  });

  it("is asked again after a failure", async () => {
    let busy = true;
    host.paths.set("/f", (request, response, url) =>
      busy ? void response.writeHead(503).end() : file(someBytes(100))(request, response, url),
    );
    const remote = source(100);
    await expect(remote.read(0, 8)).rejects.toMatchObject({ code: "network" });
    busy = false;
    expect(await remote.read(0, 8)).toHaveLength(8);
  });
});
