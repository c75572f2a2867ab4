import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fetchPublished, parsePublished } from "../../../src/store/papers/schema.ts";
import { published } from "./bench.ts";

const TEXT = readFileSync("public/published.json", "utf8");
const raw = JSON.parse(TEXT) as { tables: { rows: Record<string, unknown>[] }[] };
/** The numbers with one thing of their first table changed. */
const changed = (change: Record<string, unknown>): unknown => ({
  ...raw,
  tables: [{ ...raw.tables[0], ...change }],
});

describe("the published numbers", () => {
  it("hold the area ratios of RepLKNet, maps of SLaK, masses of OpenERF and accuracies", () => {
    expect(published.tables.map(({ id, rows }) => [id, rows.length])).toEqual([
      ["replknet-area", 4],
      ["slak-figure", 3],
      ["openerf-radial", 7],
      ["replknet-kernels", 5],
      ["slak-accuracy", 9],
    ]);
  });
  it("say of the table that was not checked that it was not", () => {
    const [area] = published.tables;
    expect(area?.caution).toMatch(
      /^Two of its cells \(22\.4 and 98\.6.*have not been checked against the paper itself yet\.$/,
    );
  });
  it("list every source that they name, and none in vain", () => {
    const named = published.tables.flatMap(({ sources }) => sources);
    expect(new Set(named)).toEqual(new Set(Object.keys(published.sources)));
  });
  it.each([
    ["a field that nobody knows", changed({ colour: "red" })],
    ["a source that is not listed", changed({ sources: ["nobody"] })],
    ["a row that is shorter than its head", changed({ at: [0.2] })],
    [
      "an area of more than the input",
      changed({ rows: [{ ...raw.tables[0]!.rows[0], values: [224, 1, 1, 1] }] }),
    ],
    [
      "a network that nobody can make",
      changed({ rows: [{ ...raw.tables[0]!.rows[0], architecture: "alexnet" }] }),
    ],
    ["no tables", { sources: {} }],
  ])("with %s are refused", (_what, value) => {
    expect(() => parsePublished(value)).toThrow("The published numbers cannot be read");
  });
  it("are fetched from the page's own folder", async () => {
    const asked: string[] = [];
    const get = async (url: string) => (asked.push(url), new Response(TEXT));
    expect(await fetchPublished("/base/", get as typeof fetch)).toEqual(published);
    expect(asked).toEqual(["/base/published.json"]);
    const lost = async () => new Response("not found", { status: 404 });
    await expect(fetchPublished("/", lost as typeof fetch)).rejects.toThrow("cannot be read");
  });
});
