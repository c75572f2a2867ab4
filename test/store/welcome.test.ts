import { describe, expect, it } from "vitest";
import { buildGraph } from "../../src/store/graph.ts";
import { createWelcome } from "../../src/store/welcome.ts";

describe("the notebook of a first visit", () => {
  let n = 0;
  const welcome = createWelcome(() => `id${n++}`);
  it("holds a text, a model and its field", () => {
    expect(welcome.cells.map(({ type }) => type)).toEqual(["text", "model", "erf"]);
    expect(new Set(welcome.cells.map(({ id }) => id)).size).toBe(3);
  });
  it("has nothing wrong with its names", () => {
    const graph = buildGraph(welcome);
    expect([...graph.problems]).toEqual([]);
    expect([...graph.models.keys()]).toEqual(["slak"]);
  });
});
