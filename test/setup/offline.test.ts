import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listKept, listLater, makeWorker } from "../../setup/offline.mjs";
import { FIRST_EXAMPLE } from "../../src/store/openRoute.ts";
import { openWorld, ORIGIN, type OfflineWorld } from "./offlineWorld.ts";

const FILES: Readonly<Record<string, string>> = {
  "index.html": "the page",
  "assets/index-a1.js": "the script",
  "assets/index-a1.js.map": "of no use offline",
  "assets/face.woff": "an old format",
  "assets/face.woff2": "a face",
  "wasm/engine.wasm": "the engine",
  "examples/index.json": "[]",
  [`examples/${FIRST_EXAMPLE}`]: "{}",
  "examples/another.fieldbook.json": "{}",
  "networks/index.json": "[]",
  "networks/slak-nano/1500.safetensors": "weights",
};
const KEPT = [
  "./",
  "assets/face.woff2",
  "assets/index-a1.js",
  "examples/index.json",
  `examples/${FIRST_EXAMPLE}`,
  "networks/index.json",
  "wasm/engine.wasm",
];
let folder: string;
const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};
const isolated = { "Cross-Origin-Embedder-Policy": "require-corp" };
/** A server that has every file that is kept, with our headers. */
function serveAll(world: OfflineWorld): void {
  for (const name of KEPT)
    world.network.set(
      new URL(name, ORIGIN).href,
      () => new Response(`new ${name}`, { headers: isolated }),
    );
}
async function openInstalled(): Promise<OfflineWorld> {
  const world = openWorld(makeWorker(folder));
  serveAll(world);
  await world.install();
  await world.activate();
  return world;
}
const textOf = async (answer: Promise<Response | null>): Promise<string | undefined> =>
  (await answer)?.text();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldbook-offline-"));
  write(FILES);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("the list of what is kept", () => {
  it("is every file that a page needs, sorted, the page by the name that it is asked for", () => {
    expect(listKept(folder)).toEqual(KEPT);
  });
  it("leaves networks and examples for when they are used, but not what tells of them nor the first visit's", () => {
    expect(listLater(folder)).toEqual([
      "examples/another.fieldbook.json",
      "networks/slak-nano/1500.safetensors",
    ]);
  });
  it("does not hold the worker itself", () => {
    write({ "sw.js": makeWorker(folder) });
    expect(listKept(folder)).toEqual(KEPT);
  });
  it("has another version when one byte of one file is another, and the same when none is", () => {
    const before = makeWorker(folder);
    expect(makeWorker(folder)).toBe(before);
    write({ "wasm/engine.wasm": "the engina" });
    const versions = [before, makeWorker(folder)].map(
      (text) => /"version": "(\w+)"/.exec(text)?.[1],
    );
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(versions[1]).not.toBe(versions[0]);
  });
});

describe("the service worker", () => {
  it("keeps every file at the first visit, and answers with it and its headers when the network is down", async () => {
    const world = await openInstalled();
    world.network.clear();
    for (const name of KEPT) {
      const answer = await world.ask(name, { mode: name === "./" ? "navigate" : "no-cors" });
      expect(await answer?.text()).toBe(`new ${name}`);
      expect(answer?.headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    }
  });
  it("is not installed when one file cannot be had", async () => {
    const world = openWorld(makeWorker(folder));
    serveAll(world);
    world.network.set(
      new URL("wasm/engine.wasm", ORIGIN).href,
      () => new Response("", { status: 404 }),
    );
    await expect(world.install()).rejects.toThrow("wasm/engine.wasm answers 404.");
  });
  it("takes hashed files from what is kept without asking the network", async () => {
    const world = await openInstalled();
    world.asked.length = 0;
    expect(await textOf(world.ask("assets/index-a1.js"))).toBe("new assets/index-a1.js");
    expect(world.asked).toEqual([]);
  });
  it("asks the network first for the page, whatever its query", async () => {
    const world = await openInstalled();
    world.network.set(ORIGIN, () => new Response("the newest page"));
    expect(await textOf(world.ask("?backend=wasm", { mode: "navigate" }))).toBe("the newest page");
    world.network.delete(ORIGIN);
    const address = "?notebook=https%3A%2F%2Felsewhere.example%2Fa.fieldbook.json";
    expect(await textOf(world.ask(address, { mode: "navigate" }))).toBe("new ./");
  });
  it("does not wait for ever for a network that hangs", async () => {
    const world = await openInstalled();
    world.network.set(ORIGIN, () => new Promise(() => undefined));
    const answer = await world.ask("./", { mode: "navigate" });
    expect(world.waits).toEqual([5000]);
    expect(await answer?.text()).toBe("new ./");
  });
  it.each([
    ["another origin", "https://elsewhere.example/a.fieldbook.json", {}],
    ["a notebook on the same server", "mine/a.fieldbook.json", {}],
    ["another page of the same server", "about/", { mode: "navigate" }],
    ["anything but GET", "./", { method: "POST" }],
  ])("leaves %s alone", async (_, address, request) => {
    const world = await openInstalled();
    world.asked.length = 0;
    expect(await world.ask(address, request)).toBeNull();
    expect(world.asked).toEqual([]);
  });
  describe("with a network of the page", () => {
    const NETWORK = "networks/slak-nano/1500.safetensors";
    const serveNetwork = (world: OfflineWorld): void =>
      void world.network.set(new URL(NETWORK, ORIGIN).href, () => new Response("new weights"));

    it("keeps it when it is first used, and gives it from there on without asking", async () => {
      const world = await openInstalled();
      serveNetwork(world);
      expect(world.asked.join()).not.toContain(NETWORK);
      expect(await textOf(world.ask(NETWORK))).toBe("new weights");
      world.network.clear();
      expect(await textOf(world.ask(NETWORK))).toBe("new weights");
    });
    it("keeps it over builds in which it is the same, and drops it when it is another", async () => {
      const world = await openInstalled();
      serveNetwork(world);
      await world.ask(NETWORK);
      const next = async (): Promise<OfflineWorld> => {
        const later = openWorld(makeWorker(folder));
        for (const [name, store] of world.stores) later.stores.set(name, store);
        serveAll(later);
        await later.install();
        await later.activate();
        return later;
      };
      write({ "wasm/engine.wasm": "another engine" });
      expect(await textOf((await next()).ask(NETWORK))).toBe("new weights");
      write({ [NETWORK]: "other weights" });
      await expect((await next()).ask(NETWORK)).rejects.toThrow("Failed to fetch");
    });
  });
  it("drops what older builds kept, and nothing of other programs", async () => {
    const world = openWorld(makeWorker(folder));
    serveAll(world);
    world.stores.set("fieldbook-0123456789abcdef", new Map());
    world.stores.set("another", new Map());
    await world.install();
    expect(world.stores.size).toBe(3);
    await world.activate();
    const names = [...world.stores.keys()];
    expect(names).toHaveLength(2);
    expect(names).toContain("another");
    expect(names).not.toContain("fieldbook-0123456789abcdef");
  });
});

describe("a worker that waits", () => {
  const own = new URL("assets/index-a1.js", ORIGIN).href;
  const old = new URL("assets/index-00.js", ORIGIN).href;
  const ask = (script: string, now = false) => ({ type: "take-over", script, now });
  it.each([
    ["takes over by itself from a page of its own build", own, 1, false, { asks: false }, true],
    ["stays while another tab may be of the old build", own, 2, false, { asks: false }, false],
    ["has a page of another build ask the person", old, 1, false, { asks: true }, false],
    ["takes over when the person agrees", old, 2, true, { asks: false }, true],
  ])("%s", async (_, script, pages, now, answer, skipped) => {
    const world = openWorld(makeWorker(folder));
    world.pages = pages;
    expect(await world.say(ask(script, now))).toEqual(answer);
    expect(world.skipped()).toBe(skipped);
  });
  it("does not listen to anything else", async () => {
    const world = openWorld(makeWorker(folder));
    expect(await world.say("take-over")).toBeUndefined();
    expect(world.skipped()).toBe(false);
  });
});
