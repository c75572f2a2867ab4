import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../../src/domain/model.ts";
import {
  fetchCatalogue,
  parseCatalogue,
  searchCatalogue,
} from "../../../src/store/remote/catalogue.ts";
import { parseAddress } from "../../../src/store/remote/address.ts";

const TEXT = readFileSync("public/catalogue.json", "utf8");
const raw = JSON.parse(TEXT) as { weights: Record<string, unknown>[] };
const catalogue = parseCatalogue(JSON.parse(TEXT));

describe("the catalogue", () => {
  it("has weights of every family, each once", () => {
    const { weights } = catalogue;
    expect(new Set(weights.map(({ family }) => family))).toEqual(new Set(FAMILIES));
    expect(new Set(weights.map(({ id }) => id)).size).toBe(weights.length);
    expect(new Set(weights.map(({ url }) => url)).size).toBe(weights.length);
  });
  it("names only papers and sources that it lists, and lists none in vain", () => {
    const { weights, papers, sources } = catalogue;
    expect(new Set(weights.map(({ paper }) => paper))).toEqual(new Set(Object.keys(papers)));
    expect(new Set(weights.map(({ source }) => source))).toEqual(new Set(Object.keys(sources)));
  });
  it.each(catalogue.weights.map((one) => [one.id, one] as const))(
    "%s lies where its entry says that it can be had",
    (_id, { url, how }) => {
      if (how !== "by-hand") return expect(parseAddress(url).type).toMatch(/^(hub|file)$/);
      // GitHub's releases are addresses of files, but no page may read them
      const isRelease = url.startsWith("https://github.com/");
      if (isRelease) return expect(parseAddress(url)).toEqual({ type: "file", url });
      return expect(() => parseAddress(url)).toThrow("drop it on this page");
    },
  );
  it("says direct only of hosts that let pages read files", () => {
    const direct = catalogue.weights.filter(({ how }) => how === "direct");
    expect(new Set(direct.map(({ url }) => new URL(url).host))).toEqual(
      new Set(["huggingface.co"]),
    );
  });
  it("finds the seed paper's Google Drive page by its name", () => {
    const [first] = searchCatalogue(catalogue, "slak-t 51");
    expect(first?.url).toContain("drive.google.com/file/d/1Iut2f5FMS_77jGPYoUJDQzDIXOsax1u4");
    expect(searchCatalogue(catalogue, "slak nothing-like-this")).toEqual([]);
    expect(searchCatalogue(catalogue, " ")).toHaveLength(catalogue.weights.length);
  });
  it.each([
    ["a field that nobody knows", { ...raw.weights[0], colour: "red" }],
    ["an address that is no https", { ...raw.weights[0], url: "http://h.example/a.pth" }],
    ["a paper that is not listed", { ...raw.weights[0], paper: "nobody-2030" }],
    ["a top-1 over 100 %", { ...raw.weights[0], top1: 825 }],
  ])("with %s is refused", (_what, entry) => {
    expect(() => parseCatalogue({ ...raw, weights: [entry] })).toThrow("cannot be read");
  });
  it("is fetched from the page's own folder", async () => {
    const asked: string[] = [];
    const get = async (url: string) => (asked.push(url), new Response(TEXT));
    expect(await fetchCatalogue("/base/", get as typeof fetch)).toEqual(catalogue);
    expect(asked).toEqual(["/base/catalogue.json"]);
    const lost = async () => new Response("not found", { status: 404 });
    await expect(fetchCatalogue("/", lost as typeof fetch)).rejects.toThrow("cannot be read");
  });
});
