import { NO_EDITS, PLAIN_VIEW } from "../../src/domain/document.ts";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import type { Cell, FileRef } from "../../src/domain/document.ts";
import { FIRST_CONDITIONS } from "../../src/store/newCell.ts";
import { golden, makeFolder, runCli } from "./runCli.ts";

const folder = makeFolder();
const base = { folded: false, bare: false, extra: {} };
const bytes = readFileSync(golden("slak-mini.pth"));
const file: FileRef = {
  name: "slak-mini.pth",
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
};
const model: Cell = {
  ...base,
  id: "m",
  type: "model",
  name: "mini",
  origin: { type: "file", file, weights: null },
  edits: NO_EDITS,
};
const field: Cell = {
  ...base,
  id: "f",
  type: "erf",
  title: "Field",
  caption: "",
  model: "mini",
  conditions: { ...FIRST_CONDITIONS, size: 64, images: { type: "dead-leaves", count: 1, seed: 0 } },
  untrained: false,
  view: PLAIN_VIEW,
};
const masks: Cell = {
  ...base,
  id: "k",
  type: "masks",
  title: "",
  caption: "",
  model: "mini",
  block: null,
  other: null,
};
const write = (name: string, cells: readonly Cell[]): string => {
  const path = join(folder, name);
  writeFileSync(path, serialiseNotebook({ title: "Test", cells, extra: {} }));
  return path;
};

describe("run", () => {
  it("computes every figure and writes the document with its results", async () => {
    const weights = join(folder, "weights", "deep");
    mkdirSync(weights, { recursive: true });
    // found by its content, whatever it is called
    copyFileSync(golden("slak-mini.pth"), join(weights, "renamed.bin"));
    writeFileSync(join(weights, "other.bin"), Buffer.alloc(bytes.length));
    const path = write("notebook.json", [model, field, masks]);
    const out = join(folder, "out.json");
    const ended = await runCli(
      ...["run", path, "--out", out, "--weights-dir", join(folder, "weights")],
      ...["--backend", "wasm", "--json"],
    );
    expect(ended.stderr).toBe("");
    expect(ended.exitCode).toBe(0);
    const answer = JSON.parse(ended.stdout);
    expect(answer.cells.map(({ id, status }: Record<string, string>) => [id, status])).toEqual([
      ["m", "done"],
      ["f", "done"],
      ["k", "done"],
    ]);
    const [map] = answer.cells[1].maps;
    expect(map).toMatchObject({ backend: "wasm", images: 1, size: 64, protocol: "replknet" });
    expect(map.erf.max).toBeGreaterThan(0);
    const { document, results } = parseNotebook(readFileSync(out, "utf8"));
    expect(document.cells).toEqual([model, field, masks]);
    expect([...results.values()].map(({ kind }) => kind).toSorted()).toEqual([
      "count",
      "erf",
      "model",
    ]);
    const erf = [...results.values()].find((value) => value.kind === "erf");
    expect(erf?.result.map.sum.reduce((a, b) => a + b, 0)).toBeCloseTo(map.erf.sum, 6);
  }, 120_000);

  it("says which cell failed and why, and keeps the rest", async () => {
    const path = write("missing.json", [model, field]);
    const out = join(folder, "missing-out.json");
    const ended = await runCli("run", path, "--out", out, "--backend", "cpu");
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain("“Field”: slak-mini.pth (");
    expect(ended.stderr).toContain("is not here");
    expect(parseNotebook(readFileSync(out, "utf8")).document.cells).toHaveLength(2);
  }, 120_000);

  it("refuses what is no notebook", async () => {
    const path = join(folder, "no.json");
    writeFileSync(path, "{}");
    const ended = await runCli("run", path, "--out", join(folder, "x.json"));
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  }, 120_000);

  it("needs a document and a place for the result", async () => {
    expect((await runCli("run")).exitCode).toBe(2);
    expect((await runCli("run", "a.json")).stderr).toContain("run needs --out.");
  }, 120_000);
});
