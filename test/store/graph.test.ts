import { NO_EDITS } from "../../src/domain/document.ts";
import { describe, expect, it } from "vitest";
import type { Cell, ModelCell, ModelOrigin } from "../../src/domain/document.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { createCell } from "../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";

const RANDOM: ModelOrigin = { type: "random", architecture: "slak-tiny", seed: 0 };
const from = (model: string): ModelOrigin => ({ type: "model", model });
const defineModel = (
  name: string,
  origin: ModelOrigin = RANDOM,
  edits: Partial<ModelCell["edits"]> = {},
): Cell => ({
  ...(createCell(EMPTY_DOCUMENT, "model", `cell-${name}`) as ModelCell),
  name,
  origin,
  edits: { ...NO_EDITS, ...edits },
});
const figure = (id: string, model: string): Cell => ({
  ...(createCell(EMPTY_DOCUMENT, "erf", id) as Extract<Cell, { type: "erf" }>),
  model,
});
const graphOf = (...cells: Cell[]) => buildGraph({ ...EMPTY_DOCUMENT, cells });

describe("the graph of a document", () => {
  it("follows a chain of models to its weights, the nearest edit counting", () => {
    const { models, problems } = graphOf(
      defineModel("a"),
      defineModel("b", from("a"), { kernelSizes: [31, 31, 31, 13], sparsity: 0.5 }),
      defineModel("c", from("b"), { sparsity: 0.8 }),
    );
    expect(problems.size).toBe(0);
    expect(models.get("c")).toMatchObject({
      root: RANDOM,
      edits: { kernelSizes: [31, 31, 31, 13], sparsity: 0.8 },
    });
    expect(new Set(["a", "b", "c"].map((name) => models.get(name)?.identity)).size).toBe(3);
  });

  it("gives equal weights one identity, whatever they are called", () => {
    const { models } = graphOf(defineModel("a"), defineModel("b"), defineModel("c", from("a")));
    expect(models.get("b")?.identity).toBe(models.get("a")?.identity);
    expect(models.get("c")?.identity).toBe(models.get("a")?.identity);
  });

  it("says at each cell that a name is defined twice, and at those that speak of it", () => {
    const twin = { ...defineModel("a"), id: "twin" };
    const { models, problems } = graphOf(defineModel("a"), twin, figure("f", "a"));
    expect(models.size).toBe(0);
    expect(Object.fromEntries(problems)).toEqual({
      "cell-a": ["2 cells define “a”: rename all but one."],
      twin: ["2 cells define “a”: rename all but one."],
      f: ["“a” is defined 2 times."],
    });
  });

  it("says which models go round in a circle, and which only lead into it", () => {
    const { models, problems } = graphOf(
      defineModel("a", from("b")),
      defineModel("b", from("a")),
      defineModel("c", from("a")),
      defineModel("self", from("self")),
    );
    expect([...models.keys()]).toEqual([]);
    expect(problems.get("cell-a")).toEqual([
      "“a” is made from itself (a from b from a): choose other weights for one of them.",
    ]);
    expect(problems.get("cell-b")?.[0]).toMatch(/b from a from b/);
    expect(problems.get("cell-c")).toEqual(["“a” leads to no weights: see its cell."]);
    expect(problems.get("cell-self")?.[0]).toMatch(/self from self/);
  });

  it("says that a name is missing", () => {
    const { problems } = graphOf(figure("f", "nobody"), defineModel("m", from("nobody")));
    const sentence = "No cell defines “nobody”: add a model of that name, or choose another.";
    expect(problems.get("f")).toEqual([sentence]);
    expect(problems.get("cell-m")).toEqual([sentence]);
  });
});
