import { describe, expect, it } from "vitest";
import {
  createBundled,
  createServedBundled,
  findIn,
  refOf,
  trainedOf,
} from "../../src/store/bundled.ts";
import { findFile } from "../../src/store/files.ts";
import { hashFile } from "../../src/store/hashFile.ts";
import { openBook } from "../helpers/openBook.ts";

const WEIGHTS = new Blob(["weights"]);
const START = new Blob(["start"]);
const index = async () => [
  {
    name: "slak-nano",
    about: "SLaK, small.",
    checkpoints: [
      {
        file: "slak-nano/1500.safetensors",
        step: 1500,
        percent: 100,
        sha256: await hashFile(WEIGHTS),
        bytes: WEIGHTS.size,
        accuracy: 0.99,
      },
      {
        file: "slak-nano/0.safetensors",
        step: 0,
        percent: 0,
        sha256: await hashFile(START),
        bytes: START.size,
        accuracy: 0.1,
      },
    ],
  },
];
const FILES = async (): Promise<Map<string, Blob>> =>
  new Map([
    ["index.json", new Blob([JSON.stringify(await index())])],
    ["slak-nano/1500.safetensors", WEIGHTS],
    ["slak-nano/0.safetensors", START],
  ]);
const readFrom = (files: ReadonlyMap<string, Blob>) => (path: string) => {
  const blob = files.get(path);
  return blob ? Promise.resolve(blob) : Promise.reject(new Error(`no ${path}`));
};

describe("the networks that come with the page", () => {
  it("are found by the SHA-256 of their files", async () => {
    const bundled = createBundled(readFrom(await FILES()));
    const file = await bundled.find(await hashFile(WEIGHTS));
    expect(file?.name).toBe("slak-nano-1500.safetensors");
    expect(await file?.blob.text()).toBe("weights");
    expect(await bundled.find("0".repeat(64))).toBeNull();
  });
  it("are known by their last checkpoint, wherever it stands", async () => {
    const [network] = await createBundled(readFrom(await FILES())).list();
    expect(trainedOf(network!).checkpoint.step).toBe(1500);
    expect(findIn([network!], await hashFile(START))?.checkpoint.step).toBe(0);
  });
  it("that were changed underway are refused", async () => {
    const files = (await FILES()).set("slak-nano/1500.safetensors", new Blob(["weighty"]));
    await expect(createBundled(readFrom(files)).find(await hashFile(WEIGHTS))).rejects.toThrow(
      "slak-nano-1500.safetensors is not the file that came with this version of Fieldbook: reload the page.",
    );
  });
  it("that cannot be fetched say what to do", async () => {
    const files = await FILES();
    files.delete("slak-nano/1500.safetensors");
    await expect(createBundled(readFrom(files)).find(await hashFile(WEIGHTS))).rejects.toThrow(
      "cannot be fetched: look whether the page's server answers",
    );
  });
  it("are none where their index cannot be read, until it can", async () => {
    const files = await FILES();
    const whole = files.get("index.json")!;
    const bundled = createBundled(readFrom(files));
    for (const bad of ["[{", '[{"name": "../x", "about": "", "checkpoints": []}]']) {
      files.set("index.json", new Blob([bad]));
      expect(await bundled.list()).toEqual([]);
    }
    files.set("index.json", whole);
    expect(await bundled.list()).toHaveLength(1);
  });
  it("are asked of the page's own folder", async () => {
    const files = await FILES();
    const asked: string[] = [];
    const get = async (url: string) => (
      asked.push(url),
      new Response(files.get(url.replace("/base/networks/", "")))
    );
    const bundled = createServedBundled("/base/networks/", get as typeof fetch);
    await bundled.find(await hashFile(START));
    expect(asked).toEqual(["/base/networks/index.json", "/base/networks/slak-nano/0.safetensors"]);
  });
  it("are at hand for a document that speaks of them, from when they are used", async () => {
    const bundled = createBundled(readFrom(await FILES()));
    const { book } = openBook(null, { bundled });
    const ref = refOf(trainedOf((await bundled.list())[0]!));
    expect(book.store.getState().present.has(ref.sha256)).toBe(false);
    expect(await (await findFile(book, ref)).blob.text()).toBe("weights");
    expect(book.store.getState().present.has(ref.sha256)).toBe(true);
    await expect(findFile(book, { ...ref, sha256: "1".repeat(64) })).rejects.toThrow("is not here");
  });
});
