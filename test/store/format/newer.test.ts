import { describe, expect, it } from "vitest";
import type { UnknownCell } from "../../../src/domain/document.ts";
import { FORMAT_VERSION, migrate } from "../../../src/store/format/migrate.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { explainUnknownCell } from "../../../src/store/format/readCell.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";

const erf = { id: "a", type: "erf", model: "slak" };
const read = (cell: object, version = 1) =>
  parseNotebook(JSON.stringify({ fieldbook: version, cells: [cell] })).document.cells[0]!;

describe("a cell of a newer version", () => {
  it.each<[object, string]>([
    [
      { type: "gallery", pictures: [1] },
      "Its type is “gallery”, which this version does not know.",
    ],
    [
      { ...erf, conditions: { protocol: "swish" } },
      "Its conditions.protocol is “swish”, which this version does not know.",
    ],
    [
      { ...erf, conditions: { unit: "corner" } },
      "Its conditions.unit is “corner”, which this version does not know.",
    ],
    [
      { ...erf, conditions: { images: { type: "video", frames: 3 } } },
      "Its conditions.images.type is “video”, which this version does not know.",
    ],
    [
      { ...erf, conditions: { dither: 1 } },
      "Its conditions.dither is a field that this version does not know.",
    ],
    [
      // a word that is not known says that the rest may follow other rules too
      { ...erf, conditions: { size: 8192, scale: "cubic" } },
      "Its conditions.scale is “cubic”, which this version does not know.",
    ],
    [
      { type: "model", name: "a", origin: { type: "hub", repo: "x/y" }, edits: { fold: true } },
      "Its origin.type is “hub”, which this version does not know.",
    ],
  ])("is kept as it is and says why: case %#", (raw, why) => {
    const cell = read({ id: "a", ...raw, folded: true }) as UnknownCell;
    const whole = { id: "a", ...raw, folded: true };
    expect(cell).toEqual({
      type: "unknown",
      id: "a",
      folded: true,
      bare: false,
      extra: {},
      raw: whole,
    });
    expect(explainUnknownCell(cell)).toBe(why);
    const text = serialiseNotebook({ title: "", extra: {}, cells: [cell] });
    expect((JSON.parse(text) as { cells: object[] }).cells).toEqual([whole]);
  });

  it("is written with what the notebook itself changes: id and folding", () => {
    const cell = read({ id: "a", type: "gallery", folded: true, x: 1 }) as UnknownCell;
    const copy = { ...cell, id: "b", folded: false };
    const text = serialiseNotebook({ title: "", extra: {}, cells: [cell, copy] });
    expect(parseNotebook(text).document.cells).toEqual([
      cell,
      { ...copy, raw: { id: "b", type: "gallery", folded: false, x: 1 } },
    ]);
  });

  it("gets an id where it has none, and keeps it", () => {
    const cell = read({ type: "gallery" });
    expect(cell).toMatchObject({ id: "cell-1", raw: { id: "cell-1", type: "gallery" } });
  });
});

describe("a file of a newer version", () => {
  const file = {
    fieldbook: 3,
    title: "Later",
    cells: [
      { id: "a", type: "text", text: "still plain" },
      { id: "b", type: "erf", model: ["now", "a list"], conditions: { size: 8192 } },
    ],
    theme: "sepia",
  };

  it("opens with what can be read, keeps the rest and its number", () => {
    const { document } = parseNotebook(JSON.stringify(file));
    expect(document.extra).toEqual({ theme: "sepia", fieldbook: 3 });
    expect(document.cells).toMatchObject([
      { type: "text", text: "still plain" },
      { type: "unknown", raw: file.cells[1] },
    ]);
    expect(JSON.parse(serialiseNotebook(document))).toEqual(file);
  });

  it("leaves out results that cannot be read, and says so", () => {
    const key = "0".repeat(64);
    const results = { [key]: { kind: "count", nonzero: "many", layers: [] } };
    const { notes, results: read } = parseNotebook(JSON.stringify({ ...file, results }));
    expect(read.size).toBe(0);
    expect(notes).toEqual([
      `results.${key} (count): nonzero is “many”, must be a whole number from 0 to 9007199254740991; it was left out.`,
    ]);
  });

  it("still checks ids, which every version has", () => {
    const cells = [{ id: "a b", type: "x" }];
    expect(() => parseNotebook(JSON.stringify({ ...file, cells }))).toThrow(
      "cells[0] (x “a b”): id is “a b”, must be an id of A–Z",
    );
  });
});

describe("migrating", () => {
  const steps = [
    {
      from: 2,
      migrate: ({ sheets, ...rest }: Readonly<Record<string, unknown>>) => ({
        ...rest,
        cells: sheets,
      }),
    },
    {
      from: 1,
      migrate: ({ name, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, title: name }),
    },
  ];

  it("takes an older file through every step, in order", () => {
    const file = Object.freeze({ fieldbook: 1, name: "N", sheets: [], x: 1 });
    expect(migrate(file, steps, 3)).toEqual({ fieldbook: 3, title: "N", cells: [], x: 1 });
    expect(migrate({ fieldbook: 2, sheets: [] }, steps, 3)).toEqual({ fieldbook: 3, cells: [] });
  });

  it("leaves a file of this version, or a newer one, as it is", () => {
    const file = { fieldbook: 3, sheets: [] };
    expect(migrate(file, steps, 3)).toBe(file);
    expect(migrate({ fieldbook: 9 }, steps, 3)).toEqual({ fieldbook: 9 });
  });

  it("says when there is no way", () => {
    expect(() => migrate({ fieldbook: 1 }, steps.slice(0, 1), 3)).toThrow(
      "The file is of version 1 of the format, which this version of Fieldbook cannot bring to 3.",
    );
  });

  it("has a step for every version before this one", () => {
    for (let version = 1; version < FORMAT_VERSION; version++)
      expect(() => migrate({ fieldbook: version, cells: [] })).not.toThrow();
    expect(migrate({ fieldbook: FORMAT_VERSION, cells: [] })).toEqual({ fieldbook: 1, cells: [] });
  });
});
