import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/domain/errors.ts";
import { FieldbookError } from "../../../src/domain/errors.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";

const file = (fields: Record<string, unknown>): string =>
  JSON.stringify({ fieldbook: 1, cells: [], ...fields });
const withCell = (cell: unknown): string => file({ cells: [cell] });

/** Reads what must be refused; the code and the sentence. */
function refusal(text: string): { code: ErrorCode; message: string } {
  try {
    parseNotebook(text);
  } catch (error) {
    if (error instanceof FieldbookError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("The file was read.");
}

describe("files that are no notebooks", () => {
  it.each([
    [
      "",
      /^The file is not JSON at line 1, column 1: it was cut off or changed on its way, or it is no notebook\.$/,
    ],
    [
      '{\n  "fieldbook": 1, "title": "T",\n  "cells": [}',
      /^The file is not JSON at line 3, column 13: it was cut off or changed on its way, or it is no notebook\.$/,
    ],
    ["[]", /^The file is no notebook: it holds a list of 0 where an object must be\.$/],
    ["null", /^The file is no notebook: it holds null where an object must be\.$/],
    [
      '{"cells": []}',
      /^The file is no notebook: it has no field “fieldbook” with the version of the format, which is 1 now\.$/,
    ],
    [
      '{"fieldbook": "1", "cells": []}',
      /^fieldbook is “1”, must be the version of the format, a whole number from 1; it is 1 now\.$/,
    ],
    ['{"fieldbook": 1}', /^cells is missing, must be the list of the notebook's cells\.$/],
    ['{"fieldbook": 1, "cells": {"length": 3}}', /^cells is an object, must be the list/],
    [
      '{"fieldbook": 1, "cells": [[]]}',
      /^cells\[0\] is a list of 0, must be an object with a type\.$/,
    ],
    [
      '{"fieldbook": 1, "title": 5, "cells": []}',
      /^title is 5, must be a text of at most 10000 characters\.$/,
    ],
    [
      '{"fieldbook": 7, "sheets": []}',
      /^The notebook is of version 7 of the format, made by a newer Fieldbook; this one reads up to 1: reload the page to get the newest\.$/,
    ],
  ])("says what %s is", (text, sentence) => {
    const { code, message } = refusal(text);
    expect(code).toBe("bad-file");
    expect(message).toMatch(sentence);
  });
});

describe("cells with something wrong", () => {
  const erf = { id: "abc", type: "erf", model: "slak" };
  it.each<[unknown, string]>([
    [
      { ...erf, conditions: { size: 12 } },
      "cells[0] (erf “abc”): conditions.size is 12, must be a whole number from 32 to 4096.",
    ],
    [
      { ...erf, conditions: { size: "NaN" } },
      "cells[0] (erf “abc”): conditions.size is “NaN”, must be a whole number from 32 to 4096.",
    ],
    [
      { ...erf, conditions: { images: { type: "noise", count: 1001 } } },
      "cells[0] (erf “abc”): conditions.images.count is 1001, must be a whole number from 1 to 1000.",
    ],
    [
      { ...erf, conditions: { images: { count: 3 } } },
      "cells[0] (erf “abc”): conditions.images.type is missing, must be one of dead-leaves, noise, files.",
    ],
    [
      { ...erf, conditions: { unit: { y: 1.5, x: 0 } } },
      "cells[0] (erf “abc”): conditions.unit.y is 1.5, must be a whole number from 0 to 4095.",
    ],
    [
      { ...erf, conditions: { unit: [1, 2] } },
      'cells[0] (erf “abc”): conditions.unit is a list of 2, must be “center”, or a row and a column as {"y": 3, "x": 5}.',
    ],
    [{ ...erf, conditions: null }, "cells[0] (erf “abc”): conditions is null, must be an object."],
    [
      { ...erf, conditions: { protocol: 5 } },
      "cells[0] (erf “abc”): conditions.protocol is 5, must be one of replknet, slak-figure, vmamba, openerf.",
    ],
    [
      { id: "abc", type: "erf" },
      "cells[0] (erf “abc”): model is missing, must be a name of a–z, then a–z, 0–9 or _, at most 40 characters, or empty.",
    ],
    [
      { type: "model", name: "SLaK", origin: { type: "random", architecture: "slak-tiny" } },
      "cells[0] (model): name is “SLaK”, must be a name of a–z, then a–z, 0–9 or _, at most 40 characters.",
    ],
    [
      {
        type: "model",
        name: "a",
        origin: { type: "file", file: { name: "w.pth", bytes: 5, sha256: "AB" } },
      },
      "cells[0] (model): origin.file.sha256 is “AB”, must be a SHA-256 of 64 hexadecimal digits in lower case.",
    ],
    [
      { type: "compare", models: Array.from({ length: 101 }, () => "a") },
      "cells[0] (compare): models is a list of 101, must be a list of at most 100.",
    ],
    [
      { type: "compare", models: ["a", 5] },
      "cells[0] (compare): models[1] is 5, must be a name of a–z, then a–z, 0–9 or _, at most 40 characters, or empty.",
    ],
    [
      { type: "text", text: { toString: "x" } },
      "cells[0] (text): text is an object, must be a text of at most 1000000 characters, or the list of its lines.",
    ],
    [
      { type: "text", text: "x".repeat(1_000_001) },
      `cells[0] (text): text is “${"x".repeat(40)}…”, must be a text of at most 1000000 characters, or the list of its lines.`,
    ],
    [
      { type: "text", text: Array.from({ length: 100_000 }, () => "0123456789") },
      "cells[0] (text): text is a list of 100000, must be a text of at most 1000000 characters, or the list of its lines.",
    ],
    [
      { id: "a b", type: "text" },
      "cells[0] (text “a b”): id is “a b”, must be an id of A–Z, a–z, 0–9, _ or -, beginning with a letter or digit, at most 40.",
    ],
    [{ id: "a", type: 3 }, "cells[0] (“a”): type is 3, must be the type of the cell, a text."],
    [{ id: "a" }, "cells[0] (“a”): type is missing, must be the type of the cell, a text."],
  ])("names the place and what must be: case %#", (cell, sentence) => {
    expect(refusal(withCell(cell))).toEqual({ code: "bad-file", message: sentence });
  });

  it("names both cells of one id", () => {
    const cells = ["a", "b", "a"].map((id) => ({ id, type: "text" }));
    expect(refusal(file({ cells })).message).toBe(
      "cells[2] (text “a”): its id is that of cells[0] too: give one of them another.",
    );
  });

  it("keeps all of them where the text is Fieldbook's own", () => {
    const cells = [
      { id: "a", type: "erf", conditions: { size: 12 } },
      { id: "a", type: "text", text: 5 },
      { id: "!", type: "text", text: "sound" },
    ];
    const { document } = parseNotebook(file({ cells }), { keepUnreadable: true });
    expect(document.cells.map(({ id, type }) => [id, type])).toEqual([
      ["a", "unknown"],
      ["cell-2", "unknown"],
      ["cell-3", "text"],
    ]);
    expect(document.cells[0]).toHaveProperty("raw", cells[0]);
  });
});

describe("files that attack", () => {
  it("refuses a million lists inside each other", () => {
    const sentence =
      "The file has lists or objects inside each other more than 64 deep: no notebook is like that, so it is not opened.";
    expect(refusal("[".repeat(1e6)).message).toBe(sentence);
    const deep = `${"[".repeat(1e6)}${"]".repeat(1e6)}`;
    expect(refusal(`{"fieldbook": 1, "cells": [], "x": ${deep}}`).message).toBe(sentence);
    expect(refusal(`{"fieldbook": 1, "cells": ${'[{"a":'.repeat(40)}`).message).toBe(sentence);
  });

  it("does not count brackets in texts", () => {
    const text = `${"[{".repeat(1000)}\\"\\\\"[`;
    const { document } = parseNotebook(withCell({ id: "a", type: "text", text }));
    expect(document.cells).toMatchObject([{ text }]);
  });

  it("refuses more characters than a notebook has, before reading any", () => {
    expect(refusal(" ".repeat(64e6 + 1))).toEqual({
      code: "too-large",
      message:
        "The file holds 64000001 characters, at most 64000000 are read: leave out results or split the notebook.",
    });
  });

  it("refuses more values than a notebook has, before making any", () => {
    const text = `{"fieldbook": 1, "cells": [], "x": [${"{},".repeat(2e6)}{}]}`;
    expect(refusal(text)).toEqual({
      code: "too-large",
      message:
        "The file holds more than 4000000 values: no notebook is like that, so it is not opened.",
    });
  });

  it("refuses lists longer than any that a notebook has", () => {
    const text = Array.from({ length: 100_001 }, () => 5);
    expect(refusal(withCell({ type: "text", text })).message).toBe(
      "cells[0].text is a list of 100001, must be of at most 100000.",
    );
  });

  it("refuses more cells than a notebook has", () => {
    const cells = Array.from({ length: 5001 }, () => ({ type: "text" }));
    expect(refusal(file({ cells })).message).toBe(
      "The notebook has 5001 cells, at most 5000 are read: split it.",
    );
  });

  it("refuses numbers that are none", () => {
    const size = '{"fieldbook": 1, "cells": [{"type": "predict", "model": "", "size": 1e999}]}';
    expect(refusal(size).message).toBe(
      "cells[0].size is a number too large to be kept: write a smaller one.",
    );
    expect(refusal('{"fieldbook": 1, "cells": [], "x": {"y": -1e400}}').message).toBe(
      "x.y is a number too large to be kept: write a smaller one.",
    );
  });

  it.each([
    ['{"fieldbook": 1, "cells": [], "__proto__": {"polluted": true}}', "__proto__"],
    ['{"fieldbook": 1, "cells": [{"type": "text", "__proto__": []}]}', "cells[0].__proto__"],
    [
      '{"fieldbook": 1, "cells": [{"type": "x", "a": [{"\\u005f_proto__": {}}]}]}',
      "cells[0].a[0].__proto__",
    ],
  ])("refuses prototypes: case %#", (text, place) => {
    expect(refusal(text).message).toBe(
      `${place} is no name that a field may have: take the field out.`,
    );
    expect({}).not.toHaveProperty("polluted");
  });

  it("takes `constructor` and its like for names as any other", () => {
    const text =
      '{"fieldbook": 1, "cells": [{"id": "a", "type": "text", "constructor": {"prototype": {"polluted": 1}}, "hasOwnProperty": 1, "toString": "x"}], "valueOf": 2}';
    const { document } = parseNotebook(text);
    expect(Object.entries(document.cells[0]!.extra)).toEqual([
      ["constructor", { prototype: { polluted: 1 } }],
      ["hasOwnProperty", 1],
      ["toString", "x"],
    ]);
    expect(Object.entries(document.extra)).toEqual([["valueOf", 2]]);
    expect(() => "").not.toHaveProperty("polluted");
    expect(parseNotebook(serialiseNotebook(document)).document).toEqual(document);
  });

  it("keeps a script in Markdown as the text it is", () => {
    const text = "<script>alert(1)</script> [x](javascript:alert(1))";
    const { document } = parseNotebook(withCell({ id: "a", type: "text", text }));
    expect(document.cells).toMatchObject([{ type: "text", text }]);
  });

  it("never says the whole of a long value", () => {
    const { message } = refusal(withCell({ type: "text", folded: "y\n".repeat(1e5) }));
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain("\n");
  });
});
