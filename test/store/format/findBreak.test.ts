import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBreak } from "../../../src/store/format/findBreak.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("where a text ceases to be JSON", () => {
  it.each([
    ['{"a": 1,\n}', 9],
    ["[1, 2,]", 6],
    ['{"a" 1}', 5],
    ["{'a': 1}", 1],
    ['{"a": 01}', 6],
    ['{"a": .5}', 6],
    ['["one\ntwo"]', 5],
    ['["\\q"]', 2],
    ['{"a": 1} more', 9],
    ["[1 2]", 3],
    ["[1}", 2],
    ["[true, undefined]", 7],
    ["// a comment\n{}", 0],
    ['{"a": [{}, {"b": "c"', 20],
    ['{"a\\\\q": "\\u00zz"}', 10],
    ['["no end', 8],
    ["", 0],
  ])("%j breaks at %i", (text, at) => {
    expect(isJson(text)).toBe(false);
    expect(findBreak(text)).toBe(at);
  });

  it("is the end in a text that is JSON, and in one that is only cut off between two values", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat({ max: 4 }), (value, gap) => {
        const text = JSON.stringify(value, null, gap);
        expect(findBreak(text)).toBe(text.length);
        const cut = `[${text}, `;
        expect(findBreak(cut)).toBe(cut.length);
      }),
    );
  });

  it("lies before the end wherever something else stands in the text", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2 }), fc.nat(), (numbers, seed) => {
        const text = JSON.stringify(numbers);
        const at = 1 + (seed % (text.length - 1));
        const wrong = `${text.slice(0, at)} @ ${text.slice(at)}`;
        expect(isJson(wrong)).toBe(false);
        expect(findBreak(wrong)).toBeLessThanOrEqual(at + 1);
        expect(isJson(`${wrong.slice(0, findBreak(wrong))}`)).toBe(false);
      }),
    );
  });
});
