import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ALLOWED, findRoom, listViolations, readSources } from "./importGraph.ts";

const MAX_LINES = 400;
const MAX_MEDIAN_LINES = 100;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = readSources(ROOT, ["src", "components", "workers"]);
const lineCount = (text: string): number => text.trimEnd().split("\n").length;

describe("architecture", () => {
  it("reads the sources it judges", () => {
    expect(sources.map(({ path }) => path)).toContain("src/domain/errors.ts");
    expect(sources.length).toBeGreaterThan(20);
  });

  it("has no room that the law does not know", () => {
    const rooms = new Set(sources.map(({ path }) => findRoom(path)));
    expect(
      [...rooms].filter((room) => room === null || !(room === "root" || room in ALLOWED)),
    ).toEqual([]);
  });

  it("lets a room import only itself and the rooms to its right", () => {
    expect(listViolations(sources)).toEqual([]);
  });

  it("has no file over 400 lines", () => {
    const long = sources.filter(({ text }) => lineCount(text) > MAX_LINES);
    expect(long.map(({ path, text }) => `${path}: ${lineCount(text)} lines`)).toEqual([]);
  });

  it("has files of at most 100 lines by the median", () => {
    const counts = sources.map(({ text }) => lineCount(text)).toSorted((p, q) => p - q);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
  });

  it("draws no random number without a seed", () => {
    const loose = sources.filter(({ text }) => /\bMath\.random\b/.test(text));
    expect(loose.map(({ path }) => path)).toEqual([]);
  });
});

describe("the law's reading of imports", () => {
  const judge = (path: string, text: string): string[] => listViolations([{ path, text }]);

  it.each([
    ['import { h } from "../engine/session.ts";', "src/models/x.ts imports src/engine/session.ts"],
    ['import type { T } from "../formats/npy.ts";', "src/models/x.ts imports src/formats/npy.ts"],
    ['import {\n  a,\n  b,\n} from "../client/a.ts";', "src/models/x.ts imports src/client/a.ts"],
    ['export * from "../store/a.ts";', "src/models/x.ts imports src/store/a.ts"],
    ['import "../kernels/a.ts";', "src/models/x.ts imports src/kernels/a.ts"],
    [
      'const a = await import("../../components/A.tsx");',
      "src/models/x.ts imports components/A.tsx",
    ],
    ['type A = import("../cli.ts").A;', "src/models/x.ts imports src/cli.ts"],
    ['import w from "../engine/a.ts?worker";', "src/models/x.ts imports src/engine/a.ts"],
    [
      'new Worker(new URL("../../workers/engine.worker.ts", import.meta.url));',
      "src/models/x.ts imports workers/engine.worker.ts",
    ],
  ])("catches %s", (text, sentence) => {
    expect(judge("src/models/x.ts", text)).toEqual([sentence]);
  });

  it.each([
    ["src/models/x.ts", "@tensorflow/tfjs-core"],
    ["src/kernels/gelu.ts", "@tensorflow/tfjs-core"],
    ["src/store/x.ts", "react"],
    ["workers/x.worker.ts", "react-dom/client"],
    ["components/cells/ErfCell.tsx", "d3"],
    ["src/engine/x.ts", "node:fs"],
    ["src/engine/x.ts", "sharp"],
  ])("keeps %s from importing %s", (path, name) => {
    expect(judge(path, `import { x } from "${name}";`)).toEqual([
      expect.stringMatching(`^${path} imports ${name}: `),
    ]);
  });

  it("keeps a plot from reading the store", () => {
    expect(judge("components/plots/A.tsx", 'import { n } from "../../src/store/n.ts";')).toEqual([
      "components/plots/A.tsx imports src/store/n.ts",
    ]);
  });

  it.each([
    ["src/engine/x.ts", "../models/network.ts"],
    ["src/engine/x.ts", "@tensorflow/tfjs-core"],
    ["src/kernels/program.ts", "@tensorflow/tfjs-core"],
    ["components/plots/heatmap.ts", "d3"],
    ["src/cli/main.ts", "../engine/session.ts"],
    ["src/main.tsx", "../components/App.tsx"],
    ["workers/engine.worker.ts", "../src/engine/session.ts"],
  ])("lets %s import %s", (path, name) => {
    expect(judge(path, `import { x } from "${name}";`)).toEqual([]);
  });

  it("does not take a comment for an import", () => {
    expect(
      judge("src/models/x.ts", '// import a from "../engine/a.ts";\n/* import "react"; */'),
    ).toEqual([]);
  });
});
