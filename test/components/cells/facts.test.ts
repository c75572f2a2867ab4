import { expect, it } from "vitest";
import { factsOf, sayMarks } from "../../../components/cells/facts.ts";
import { NO_EDITS, PLAIN_VIEW, type FigureCell } from "../../../src/domain/document.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import { CONDITIONS, figure, modelCell } from "./figureBench.tsx";

const file = { name: "slak_tiny.pth", bytes: 9, sha256: `ab12${"0".repeat(56)}cd34` };
const { models } = buildGraph({
  title: "",
  extra: {},
  cells: [
    modelCell("slak", "slak-tiny", 0.4),
    modelCell("cnx", "convnext-tiny"),
    { ...modelCell("trained", ""), origin: { type: "file", file, weights: null }, edits: NO_EDITS },
  ],
});
const say = (cell: FigureCell): readonly string[] =>
  factsOf(cell, models).map(({ label, value }) => `${label}: ${value.replaceAll("\u202f", "")}`);

it("are protocol, input size and training state wherever there is a map", () => {
  expect(
    say({
      ...figure("e"),
      type: "erf",
      model: "trained",
      conditions: { ...CONDITIONS, block: 1, unit: { y: 2, x: 3 } },
      untrained: true,
      view: PLAIN_VIEW,
    }),
  ).toEqual([
    "Protocol: replknet",
    "Input size: 64×64 px",
    "Weights: weights from slak_tiny.pth, sha256 ab12…\u2060cd34; beside them random weights",
    "Stage: 2, block 1",
    "Unit: 2, 3",
    "Images: 2 images of dead leaves, made by a generator (seed 0)",
    "Scale: E / max",
  ]);
});

it("tell models apart where their weights differ", () => {
  const compare = (names: readonly string[]): FigureCell => ({
    ...figure("c"),
    type: "compare",
    models: names,
    conditions: { ...CONDITIONS, target: { channel: 4, relu: true } },
    range: "shared",
    mode: "row",
    pair: [0, 1],
    imported: [],
  });
  expect(say(compare(["slak", "cnx", "gone"])).slice(2, 6)).toEqual([
    "Weights: slak: untrained, random weights of seed 0, 40 % zeros asked for; cnx: untrained, random weights of seed 0; gone: –",
    "Stage: 2",
    "Unit: centre",
    "Target: channel 4, rectified",
  ]);
  expect(say(compare(["cnx", "cnx"]))[2]).toBe("Weights: untrained, random weights of seed 0");
});

it("name the block of kernels, and the images of a prediction", () => {
  expect(say({ ...figure("k"), type: "kernels", model: "cnx", block: "stages.0.0" })).toEqual([
    "Weights: untrained, random weights of seed 0",
    "Block: stages.0.0",
  ]);
  expect(
    say({
      ...figure("p"),
      type: "predict",
      model: "cnx",
      size: 96,
      images: CONDITIONS.images,
      top: 5,
    }).map((fact) => fact.split(":")[0]),
  ).toEqual(["Input size", "Weights", "Images"]);
});

it("say what the marks on maps mean, where there are maps", () => {
  const erf = {
    ...figure("e"),
    type: "erf",
    model: "cnx",
    conditions: CONDITIONS,
    untrained: false,
  } as const;
  expect(sayMarks({ ...erf, view: { ...PLAIN_VIEW, squares: false, contours: true } })).toBe(
    "Ring: the unit; plus: the centroid; lines: the densest 20, 30, 50 and 99 %; dashed: the theoretical field.",
  );
  const compare = {
    ...figure("c"),
    type: "compare",
    models: ["slak", "cnx"],
    conditions: CONDITIONS,
    range: "shared",
    pair: [0, 1],
    imported: [],
  } as const;
  expect(sayMarks({ ...compare, mode: "wipe" })).toMatch(/^Ring: the unit; squares: /);
  expect(sayMarks({ ...compare, mode: "difference" })).toBe("");
  expect(sayMarks({ ...figure("k"), type: "kernels", model: "cnx", block: null })).toBe("");
});
