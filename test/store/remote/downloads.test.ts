import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryDisk } from "../../../src/client/disk/memoryDisk.ts";
import { openSafetensors } from "../../../src/formats/safetensors.ts";
import { fromBlob } from "../../../src/formats/byteSource.ts";
import type { Download, Downloaded } from "../../../src/store/remote/download.ts";
import { createDownloads, type DownloadsOptions } from "../../../src/store/remote/downloads.ts";
import { planDownload } from "../../../src/store/remote/plan.ts";
import { safetensorsFile } from "../../helpers/safetensorsFile.ts";
import { file, openHost, redirect, someBytes, type Host } from "./server.ts";

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const SIZE = 3_000_000;
const CONTENT = someBytes(SIZE);

let host: Host;
beforeEach(async () => void (host = await openHost()));
afterEach(() => host.close());

interface Begun {
  readonly id: string;
  readonly downloads: ReturnType<typeof createDownloads>;
  readonly got: Downloaded[];
  readonly seen: Download[];
  readonly waits: number[];
  readonly task: () => Download | undefined;
  readonly until: (says: (task: Download) => boolean) => Promise<Download>;
}
async function begin(
  urls: readonly string[],
  { sha256 = null, ...options }: DownloadsOptions & { sha256?: string | null } = {},
): Promise<Begun> {
  const waits: number[] = [];
  const disk = options.disk ?? createMemoryDisk();
  const downloads = createDownloads({
    disk,
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  const files = urls.map((path) => ({ path, url: host.address + path, bytes: null, sha256 }));
  const plan = await planDownload(
    { name: "a/net.safetensors", url: host.address + urls[0]!, files, bytes: null },
    { fetch },
  );
  host.asked.length = 0;
  const got: Downloaded[] = [];
  const seen: Download[] = [];
  downloads.store.subscribe(({ tasks }) => seen.push(...tasks.values()));
  const id = await downloads.start(plan, (done) => void got.push(done));
  const task = () => downloads.store.getState().tasks.get(id);
  const until = async (says: (now: Download) => boolean): Promise<Download> => {
    for (let tries = 0; tries < 1000; tries++) {
      const now = task();
      if (now && says(now)) return now;
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error(`It stays ${JSON.stringify(task())}`);
  };
  return { id, downloads, got, seen, waits, task, until };
}
const ended = ({ status }: Download): boolean => status === "done" || status === "failed";
const holds = async ({ blob }: Downloaded, bytes: Uint8Array): Promise<boolean> =>
  Buffer.from(await blob.arrayBuffer()).equals(bytes);

describe("a download", () => {
  it("arrives whole and checked, with honest progress that never goes back", async () => {
    host.paths.set(
      "/f",
      redirect(() => `${host.address}/signed`),
    );
    host.paths.set("/signed", file(CONTENT, { trickle: { bytes: 500_000, milliseconds: 200 } }));
    const { until, got, seen, downloads } = await begin(["/f"], { sha256: hashOf(CONTENT) });
    const last = await until(ended);
    expect(last).toMatchObject({
      status: "done",
      done: SIZE,
      total: SIZE,
      name: "net.safetensors",
    });
    expect(await holds(got[0]!, CONTENT)).toBe(true);
    expect(got[0]?.sha256).toBe(hashOf(CONTENT));
    const dones = seen.map(({ done }) => done);
    expect(dones).toEqual(dones.toSorted((a, b) => a - b));
    expect(new Set(dones).size).toBeGreaterThan(4);
    expect(seen.some(({ rate, secondsLeft }) => rate !== null && secondsLeft !== null)).toBe(true);
    expect(seen.at(-2)?.status).toBe("checking");
    expect(host.asked.map(({ range }) => range)).toEqual(["bytes=0-", "bytes=0-"]);
    expect((await downloads.find(hashOf(CONTENT)))?.name).toBe("net.safetensors");
  });

  it("whose connection is cut goes on from there", async () => {
    const cuts = [1_000_000, 700_000];
    host.paths.set("/f", file(CONTENT, { etag: '"1"', cutAfter: () => cuts.shift() ?? null }));
    const { until, got, waits } = await begin(["/f"]);
    expect(await until(ended)).toMatchObject({ status: "done" });
    expect(await holds(got[0]!, CONTENT)).toBe(true);
    expect(host.asked.map(({ range }) => range)).toEqual([
      "bytes=0-",
      "bytes=1000000-",
      "bytes=1700000-",
    ]);
    // bytes came each time, so the pause does not grow
    expect(waits).toEqual([1000, 1000]);
  });

  it("whose signed address runs out is given another", async () => {
    let signature = 1;
    let cut = true;
    host.paths.set(
      "/f",
      redirect(() => `${host.address}/signed?s=${signature}`),
    );
    host.paths.set("/signed", (request, response, url) => {
      if (url.searchParams.get("s") !== String(signature))
        return void response.writeHead(403).end();
      const cutAfter = () => (cut ? 1_000_000 : null);
      return file(CONTENT, { cutAfter })(request, response, url);
    });
    const { until, got, seen } = await begin(["/f"]);
    // as soon as the first connection is cut the old signature is worth nothing
    await until(({ done }) => done >= 1_000_000);
    signature = 2;
    cut = false;
    expect(await until(ended)).toMatchObject({ status: "done" });
    expect(await holds(got[0]!, CONTENT)).toBe(true);
    expect(host.asked.filter(({ path }) => path === "/f").length).toBeGreaterThan(1);
    expect(seen.some(({ note }) => note.includes("was cut off"))).toBe(true);
  });

  it("from a server without ranges begins anew, and says so", async () => {
    let cut = true;
    host.paths.set(
      "/f",
      file(CONTENT, { ranges: false, cutAfter: () => (cut ? ((cut = false), 1_500_000) : null) }),
    );
    const { until, got, seen } = await begin(["/f"]);
    expect(await until(ended)).toMatchObject({ status: "done", done: SIZE });
    expect(await holds(got[0]!, CONTENT)).toBe(true);
    expect(seen.some(({ note }) => note.includes("cannot go on where a download stopped"))).toBe(
      true,
    );
    expect(seen.some(({ done }) => done === 0)).toBe(true);
  });

  it("of a file that changes half-way begins anew", async () => {
    const other = someBytes(SIZE, 7);
    let version = 1;
    let cut = true;
    host.paths.set("/f", (request, response, url) =>
      file(version === 1 ? CONTENT : other, {
        etag: `"${version}"`,
        cutAfter: () => (cut ? 1_000_000 : null),
      })(request, response, url),
    );
    const { until, got } = await begin(["/f"], {
      wait: async () => {
        version = 2;
        cut = false;
      },
    });
    expect(await until(ended)).toMatchObject({ status: "done" });
    expect(await holds(got[0]!, other)).toBe(true);
  });

  it("is paused at once, keeps what came, and goes on", async () => {
    host.paths.set("/f", file(CONTENT, { trickle: { bytes: 300_000, milliseconds: 30 } }));
    const { id, until, got, downloads } = await begin(["/f"]);
    await until(({ done }) => done > 300_000);
    downloads.pause(id);
    const paused = await until(({ status }) => status === "paused");
    await expect.poll(() => host.answering.size).toBe(0);
    expect((await downloads.list())[0]).toMatchObject({ have: paused.done, sha256: null });
    expect(await downloads.find(hashOf(CONTENT))).toBe(null);
    host.asked.length = 0;
    await downloads.resume(id);
    expect(await until(ended)).toMatchObject({ status: "done" });
    expect(host.asked[0]?.range).toBe(`bytes=${paused.done}-`);
    expect(await holds(got[0]!, CONTENT)).toBe(true);
  });

  it("is resumed on a later visit from what is on the disk", async () => {
    host.paths.set("/f", file(CONTENT, { trickle: { bytes: 300_000, milliseconds: 30 } }));
    const disk = createMemoryDisk();
    const { id, until, downloads } = await begin(["/f"], { disk });
    await until(({ done }) => done > 300_000);
    downloads.pause(id);
    const { done } = await until(({ status }) => status === "paused");
    const later = createDownloads({ disk });
    host.asked.length = 0;
    const file_ = await new Promise<Downloaded>((resolve) => void later.resume(id, resolve));
    expect(host.asked[0]?.range).toBe(`bytes=${done}-`);
    expect(await holds(file_, CONTENT)).toBe(true);
  });

  it("that is cancelled leaves nothing", async () => {
    host.paths.set("/f", file(CONTENT, { trickle: { bytes: 100_000, milliseconds: 30 } }));
    const { id, until, downloads, task } = await begin(["/f"]);
    await until(({ done }) => done > 0);
    await downloads.cancel(id);
    expect(task()).toBeUndefined();
    expect(await downloads.list()).toEqual([]);
    await expect.poll(() => host.answering.size).toBe(0);
  });

  it("with a wrong sha256 is thrown away, and may be tried again", async () => {
    let damaged = true;
    host.paths.set(
      "/f",
      file(() => (damaged ? someBytes(SIZE, 5) : CONTENT)),
    );
    const { id, until, got, downloads } = await begin(["/f"], { sha256: hashOf(CONTENT) });
    const failed = await until(ended);
    expect(failed.error).toMatchObject({ code: "bad-file" });
    expect(failed.error?.message).toContain("arrived damaged");
    expect(got).toEqual([]);
    expect((await downloads.list())[0]?.have).toBe(0);
    damaged = false;
    await downloads.resume(id);
    await until(({ status }) => status === "done");
    expect(await holds(got[0]!, CONTENT)).toBe(true);
  });

  it("gives up after a while, with more patience each time", async () => {
    let gone = false;
    host.paths.set("/f", (request, response, url) =>
      gone ? void response.destroy() : file(CONTENT)(request, response, url),
    );
    const waits: number[] = [];
    const downloads = createDownloads({ wait: async (ms) => void waits.push(ms) });
    const url = `${host.address}/f`;
    const files = [{ path: "f", url, bytes: null, sha256: null }];
    const plan = await planDownload({ name: "f", url, files, bytes: null }, { fetch });
    gone = true;
    const id = await downloads.start(plan, () => {});
    await expect.poll(() => downloads.store.getState().tasks.get(id)?.status).toBe("failed");
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000]);
  });

  it("that would not fit is refused before anything is asked for", async () => {
    host.paths.set("/f", file(CONTENT));
    const begun = begin(["/f"], { room: async () => 1e6 });
    await expect(begun).rejects.toThrow("needs 3 MB more, and the browser has room for 1 MB");
    expect(host.asked).toEqual([]);
  });

  it("that sends more than it spoke of is refused", async () => {
    let longer = false;
    host.paths.set("/f", (_request, response) => {
      response.writeHead(206, { "content-range": `bytes 0-9/10` });
      response.end(longer ? someBytes(50) : someBytes(1));
      longer = true;
    });
    const { until } = await begin(["/f"]);
    expect((await until(ended)).error?.message).toContain("sends more than the 10 bytes");
  });

  it("of what is here already keeps one of the two", async () => {
    host.paths.set("/f", file(CONTENT));
    const disk = createMemoryDisk();
    await (await begin(["/f"], { disk })).until(ended);
    const { until, got, downloads } = await begin(["/f"], { disk });
    await until(ended);
    expect(await downloads.list()).toHaveLength(1);
    expect(await holds(got[0]!, CONTENT)).toBe(true);
  });

  it("of shards becomes one file that opens, whatever is cut on the way", async () => {
    const shards = ["a", "b"].map((name, i) =>
      safetensorsFile([
        { name: `${name}.weight`, shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6 + i) },
        { name: `${name}.bias`, shape: [2], values: Float32Array.of(7 + i, 8) },
      ]),
    );
    let cuts = 3;
    shards.forEach((bytes, i) =>
      host.paths.set(`/s${i}`, file(bytes, { cutAfter: () => (cuts-- > 0 ? 10 : null) })),
    );
    const join = async (): Promise<Downloaded> => {
      const { until, got } = await begin(["/s0", "/s1"]);
      await until(ended);
      return got[0]!;
    };
    const [first, second] = [await join(), await join()];
    expect(cuts).toBeLessThan(0);
    expect(first.sha256).toBe(second.sha256);
    const [choice] = await openSafetensors(fromBlob(first.blob, "joined"));
    expect([...choice!.dict.entries.keys()]).toEqual(["a.weight", "a.bias", "b.weight", "b.bias"]);
    expect([...(await choice!.dict.read("b.weight"))]).toEqual([1, 2, 3, 4, 5, 7]);
    expect([...(await choice!.dict.read("b.bias"))]).toEqual([8, 8]);
  });

  it("of shards checks each against its own sha256", async () => {
    const shard = (name: string) =>
      safetensorsFile([{ name, shape: [2], values: Float32Array.of(1, 2) }]);
    host.paths.set("/s0", file(shard("a")));
    host.paths.set("/s1", file(shard("b")));
    const url = (path: string) => host.address + path;
    const files = [
      { path: "s0", url: url("/s0"), bytes: null, sha256: hashOf(shard("a")) },
      { path: "s1", url: url("/s1"), bytes: null, sha256: hashOf(shard("c")) },
    ];
    const downloads = createDownloads();
    const plan = await planDownload({ name: "n", url: url("/s0"), files, bytes: null }, { fetch });
    const id = await downloads.start(plan, () => {});
    await expect
      .poll(() => downloads.store.getState().tasks.get(id)?.error?.message)
      .toContain("arrived damaged");
  });
});
