import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErfValue, LogitsValue } from "../../../src/domain/stored.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";
import { EMPTY_DOCUMENT } from "../../../src/store/notebook.ts";
import { arbitraryErf, arbitraryLogits } from "../../helpers/kept.ts";

const KEY = "0123456789abcdef".repeat(4);
const COMPUTED = {
  backend: "webgpu",
  adapter: "any",
  seconds: 1.5,
  at: "2025-01-31T12:00:00.000Z",
} as const;
const logits = (values: readonly number[]): LogitsValue => ({
  kind: "logits",
  images: 1,
  classes: values.length,
  logits: Float32Array.from(values),
  computed: COMPUTED,
});
/** The file of one result, with a change to the object that stands for it. */
function altered(value: ErfValue | LogitsValue, change: (raw: never) => unknown): string {
  const file = JSON.parse(serialiseNotebook(EMPTY_DOCUMENT, new Map([[KEY, value]]))) as {
    results: Record<string, never>;
  };
  return JSON.stringify({ ...file, results: { [KEY]: change(file.results[KEY]!) } });
}
const erf: ErfValue = {
  ...fc.sample(arbitraryErf, { numRuns: 1, seed: 1 })[0]!,
};
const map = {
  height: 2,
  width: 2,
  sum: Float64Array.of(0, -0, 5e-324, 1 / 3),
  count: 1,
  skipped: 0,
};
const small: ErfValue = { ...erf, result: { ...erf.result, map } };
interface RawErf {
  readonly result: { readonly map: object };
}
const withMap = (fields: object) => (raw: RawErf) => ({
  ...raw,
  result: { ...raw.result, map: { ...raw.result.map, ...fields } },
});

describe("an embedded result", () => {
  it("is a line with numbers as base64 of little-endian bytes", () => {
    const text = serialiseNotebook(EMPTY_DOCUMENT, new Map([[KEY, logits([1, -2.5])]]));
    expect(text.split("\n")[5]).toBe(
      `    "${KEY}": {"kind":"logits","images":1,"classes":2,"logits":{"float32":"AACAPwAAIMA="},"computed":{"backend":"webgpu","adapter":"any","seconds":1.5,"at":"2025-01-31T12:00:00.000Z"}}`,
    );
  });

  it("comes back bit for bit, also out of the middle of a buffer", () => {
    const bytes = new Float64Array([9, ...map.sum, 9]);
    const sum = bytes.subarray(1, 5);
    const value = { ...small, result: { ...small.result, map: { ...map, sum } } };
    const read = parseNotebook(serialiseNotebook(EMPTY_DOCUMENT, new Map([[KEY, value]])));
    const back = read.results.get(KEY) as ErfValue;
    expect(new Uint8Array(back.result.map.sum.buffer)).toEqual(new Uint8Array(map.sum.buffer));
  });

  it("is written in the order of the keys", () => {
    const [a, b] = ["a".repeat(64), "b".repeat(64)];
    const value = logits([0]);
    const one = serialiseNotebook(
      EMPTY_DOCUMENT,
      new Map([
        [a, value],
        [b, value],
      ]),
    );
    const other = serialiseNotebook(
      EMPTY_DOCUMENT,
      new Map([
        [b, value],
        [a, value],
      ]),
    );
    expect(one).toBe(other);
  });

  it("may hold logits that are not finite, as a broken network gives them", () => {
    const value = logits([NaN, Infinity, -0]);
    const read = parseNotebook(serialiseNotebook(EMPTY_DOCUMENT, new Map([[KEY, value]])));
    expect(read.results.get(KEY)).toEqual(value);
  });

  it("of a map that is not finite is not written", () => {
    const sum = Float64Array.of(NaN, 0, 0, 0);
    const value = { ...small, result: { ...small.result, map: { ...map, sum } } };
    expect(() => serialiseNotebook(EMPTY_DOCUMENT, new Map([[KEY, value]]))).toThrow(
      `The result ${KEY} holds numbers that are not finite, which a file cannot keep: leave the results out.`,
    );
  });

  it.each<[string, string, string]>([
    [
      "a map of another size than its numbers",
      altered(small, withMap({ height: 4096, width: 4096 }) as never),
      `results.${KEY} (erf): result.map.sum.float64 has 44 characters, must have 178956972 for 4096 × 4096 numbers: export the file again, or take this result out.`,
    ],
    [
      "a map larger than any",
      altered(small, withMap({ height: 4097 }) as never),
      `results.${KEY} (erf): result.map.height is 4097, must be a whole number from 1 to 4096: export the file again, or take this result out.`,
    ],
    [
      "base64 that is none",
      altered(small, withMap({ sum: { float64: "!".repeat(44) } }) as never),
      `results.${KEY} (erf): result.map.sum.float64 is not base64: export the file again, or take this result out.`,
    ],
    [
      "base64 with spaces, which decoders forgive",
      altered(small, withMap({ sum: { float64: `${"A".repeat(36)}    AAA=` } }) as never),
      `results.${KEY} (erf): result.map.sum.float64 is not base64: export the file again, or take this result out.`,
    ],
    [
      "a number that is not finite",
      altered(
        small,
        withMap({ sum: { float64: "AAAAAAAA8H8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" } }) as never,
      ),
      `results.${KEY} (erf): result.map.sum.float64 holds a number that is not finite: export the file again, or take this result out.`,
    ],
    [
      "numbers of another precision",
      altered(small, withMap({ sum: { float32: "AAAA" } }) as never),
      `results.${KEY} (erf): result.map.sum.float64 is missing, must be base64 of little-endian 64-bit floats: export the file again, or take this result out.`,
    ],
    [
      "more classes than logits",
      altered(logits([1, 2]), (raw: object) => ({ ...raw, classes: 1_000_000 })),
      `results.${KEY} (logits): logits.float32 has 12 characters, must have 5333336 for 1 × 1000000 numbers: export the file again, or take this result out.`,
    ],
    [
      "nothing",
      altered(small, () => null),
      `results.${KEY} is null, must be an object: export the file again, or take this result out.`,
    ],
    [
      "a key that is none",
      '{"fieldbook": 1, "cells": [], "results": {"constructor": {}}}',
      "results: “constructor” must be 64 hexadecimal digits: export the file again, or take this result out.",
    ],
    [
      "a list of results",
      '{"fieldbook": 1, "cells": [], "results": []}',
      "results is a list of 0, must be an object.",
    ],
  ])("is refused with %s", (_, text, sentence) => {
    expect(() => parseNotebook(text)).toThrow(
      expect.objectContaining({ code: "bad-file", message: sentence }) as Error,
    );
  });

  it("of a kind or with a word that is not known is left out and said", () => {
    const text = (raw: object) =>
      JSON.stringify({ fieldbook: 1, cells: [], results: { [KEY]: raw } });
    expect(parseNotebook(text({ kind: "toString" })).notes).toEqual([
      `results.${KEY}: kind is “toString”, which this version does not know; it was left out.`,
    ]);
    const raw = altered(logits([1]), (file: { computed: object }) => ({
      ...file,
      computed: { ...file.computed, backend: "webnn" },
    }));
    const { results, notes } = parseNotebook(raw);
    expect(results.size).toBe(0);
    expect(notes).toEqual([
      `results.${KEY} (logits): computed.backend is “webnn”, which this version does not know; it was left out.`,
    ]);
  });

  it("never makes a file too large to be opened again", () => {
    const side = 1500;
    const large = { ...map, height: side, width: side, sum: new Float64Array(side * side) };
    const value = { ...small, result: { ...small.result, map: large } };
    const results = new Map(["a", "b", "c"].map((digit) => [digit.repeat(64), value]));
    expect(() => serialiseNotebook(EMPTY_DOCUMENT, results)).toThrow(
      "With these results the file would hold over 72 million characters, and at most 64 million can be opened again: leave the results out, or take fewer or smaller figures.",
    );
  });

  it("is not trusted to be of the length it says", () => {
    fc.assert(
      fc.property(
        arbitraryLogits,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1e6 }),
        (value, images, classes) => {
          fc.pre(images * classes !== value.images * value.classes);
          const text = altered(value, (raw: object) => ({ ...raw, images, classes }));
          expect(() => parseNotebook(text)).toThrow(/^results\.\w+ \(logits\): logits\.float32 /);
        },
      ),
      { numRuns: 50 },
    );
  });
});
