import { NO_EDITS, PLAIN_VIEW } from "../../../src/domain/document.ts";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";

const read = (fields: object) =>
  parseNotebook(JSON.stringify({ fieldbook: 1, ...fields })).document;

const SHORT = {
  cells: [
    { type: "text", text: ["# A title", "", "and a text"] },
    { type: "model", name: "slak", origin: { type: "random", architecture: "slak-tiny" } },
    { type: "erf", model: "slak" },
    { type: "erf", model: "slak", conditions: { protocol: "slak-figure", stage: 4 } },
    { type: "compare", models: ["slak"] },
    { type: "kernels", model: "slak" },
    { type: "masks", model: "slak" },
    { type: "sweep", models: ["slak"], over: "kernel", values: [7, 51] },
    { type: "predict", model: "slak" },
    { type: "text" },
  ],
};
const base = (n: number) => ({ id: `cell-${n}`, folded: false, bare: false, extra: {} });
const figure = (n: number) => ({ ...base(n), title: "", caption: "" });
const images = { type: "dead-leaves", count: 4, seed: 0 };
const conditions = {
  protocol: "replknet",
  target: null,
  size: 128,
  stage: 2,
  block: null,
  unit: "center",
  images,
  scale: "log10p1",
  colours: "magma",
};

const plain = { untrained: false, view: PLAIN_VIEW };

describe("a notebook written by hand", () => {
  it("may leave out what has a default", () => {
    expect(read(SHORT)).toEqual({
      title: "Untitled",
      extra: {},
      cells: [
        { ...base(1), type: "text", text: "# A title\n\nand a text" },
        {
          ...base(2),
          type: "model",
          name: "slak",
          origin: { type: "random", architecture: "slak-tiny", seed: 0 },
          edits: NO_EDITS,
        },
        { ...figure(3), type: "erf", model: "slak", conditions, ...plain },
        {
          ...figure(4),
          type: "erf",
          model: "slak",
          conditions: { ...conditions, protocol: "slak-figure", stage: 4, scale: "linear" },
          ...plain,
        },
        {
          ...figure(5),
          type: "compare",
          models: ["slak"],
          range: "shared",
          conditions,
          mode: "row",
          pair: [0, 1],
          imported: [],
        },
        { ...figure(6), type: "kernels", model: "slak", block: null },
        { ...figure(7), type: "masks", model: "slak", block: null, other: null },
        {
          ...figure(8),
          type: "sweep",
          models: ["slak"],
          over: "kernel",
          values: [7, 51],
          conditions,
        },
        { ...figure(9), type: "predict", model: "slak", size: 224, images, top: 5 },
        { ...base(10), type: "text", text: "" },
      ],
    });
  });

  it("gets the same ids each time, and none that it gives itself", () => {
    const cells = [
      { type: "text" },
      { type: "text", id: "cell-1" },
      { type: "text", id: "cell-3" },
      { type: "later" },
    ];
    const ids = () => read({ cells }).cells.map(({ id }) => id);
    expect(ids()).toEqual(["cell-1-2", "cell-1", "cell-3", "cell-4"]);
    expect(ids()).toEqual(ids());
  });

  it("may begin with a byte order mark", () => {
    expect(parseNotebook('\ufeff{"fieldbook": 1, "cells": []}').document.cells).toEqual([]);
  });

  it("takes a text of several lines as one text too", () => {
    const text = "one\ntwo";
    expect(read({ cells: [{ type: "text", text }] }).cells).toMatchObject([{ text }]);
  });

  it("leaves each its own objects, so that none is shared between cells", () => {
    const { cells } = read({ cells: [SHORT.cells[2], SHORT.cells[2]] });
    expect(cells[0]).not.toBe(cells[1]);
    expect(cells[0]).toEqual({ ...cells[1], id: "cell-1" });
  });
});

describe("the text of a notebook", () => {
  it("has a cell a block, a line of Markdown a line, short lists in a line", () => {
    const { cells } = read({
      cells: [
        { ...SHORT.cells[0], folded: true, note: { by: "hand" } },
        { ...SHORT.cells[1], edits: { kernelSizes: [31, 29, 27, 13], sparsity: 0.4 } },
        { ...SHORT.cells[2], title: "Field", caption: "a\nb" },
      ],
    });
    const text = serialiseNotebook({ title: "T", extra: { authors: ["A", "B"] }, cells });
    expect(text).toMatchInlineSnapshot(`
      "{
        "fieldbook": 1,
        "title": "T",
        "authors": [
          "A",
          "B"
        ],
        "cells": [
          {
            "id": "cell-1",
            "type": "text",
            "folded": true,
            "text": [
              "# A title",
              "",
              "and a text"
            ],
            "note": {
              "by": "hand"
            }
          },
          {
            "id": "cell-2",
            "type": "model",
            "name": "slak",
            "origin": {
              "type": "random",
              "architecture": "slak-tiny",
              "seed": 0
            },
            "edits": {
              "kernelSizes": [31, 29, 27, 13],
              "sparsity": 0.4
            }
          },
          {
            "id": "cell-3",
            "type": "erf",
            "title": "Field",
            "caption": [
              "a",
              "b"
            ],
            "model": "slak",
            "conditions": {
              "protocol": "replknet",
              "size": 128,
              "stage": 2,
              "unit": "center",
              "images": {
                "type": "dead-leaves",
                "count": 4,
                "seed": 0
              },
              "scale": "log10p1",
              "colours": "magma"
            }
          }
        ]
      }
      "
    `);
    expect(serialiseNotebook({ title: "", extra: {}, cells: [] })).toBe(
      '{\n  "fieldbook": 1,\n  "title": "",\n  "cells": []\n}\n',
    );
  });

  it("changes in one block when one cell does, and in one line when one line does", () => {
    const { cells } = read(SHORT);
    const document = { title: "T", extra: {}, cells };
    const before = serialiseNotebook(document).split("\n");
    const first = { ...cells[0]!, text: "# A title\n\nand another text" };
    const after = serialiseNotebook({ ...document, cells: cells.with(0, first as never) });
    const changed = after.split("\n").filter((line, i) => line !== before[i]);
    expect(changed).toEqual(['        "and another text"']);
  });
});
