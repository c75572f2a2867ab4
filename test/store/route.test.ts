import { describe, expect, it } from "vitest";
import { notebookHash, parseRoute } from "../../src/store/route.ts";

describe("an address", () => {
  it.each([
    ["", "", { type: "last", cell: null }],
    ["#cell=a1", "", { type: "last", cell: "a1" }],
    ["#n=abc", "", { type: "notebook", id: "abc", cell: null }],
    ["#n=abc&cell=a1", "?backend=cpu", { type: "notebook", id: "abc", cell: "a1" }],
    ["#library", "?notebook=x", { type: "library" }],
    ["#published", "?backend=wasm", { type: "published" }],
    ["#doc=AAA-_b&c", "", { type: "shared", fragment: "doc=AAA-_b&c" }],
    ["", "?notebook=https%3A%2F%2Fa.org%2Fx.json", { type: "url", url: "https://a.org/x.json" }],
    ["#what", "?who", { type: "last", cell: null }],
  ])("%s with %s asks for what it says", (hash, search, route) => {
    expect(parseRoute({ hash, search })).toEqual(route);
  });
  it("of a cell leads back to it, whatever its letters", () => {
    const hash = notebookHash("a&b=c", "d#e");
    expect(parseRoute({ hash, search: "" })).toEqual({
      type: "notebook",
      id: "a&b=c",
      cell: "d#e",
    });
  });
});
