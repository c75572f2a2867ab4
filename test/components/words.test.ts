import { describe, expect, it } from "vitest";
import { parseUnit, parseWhole, sayBytes, sayDuration } from "../../components/cells/words.ts";

describe("what a person writes", () => {
  it.each([
    ["centre", "center"],
    [" Center ", "center"],
    ["3, 5", { y: 3, x: 5 }],
    ["(3,5)", { y: 3, x: 5 }],
    ["3", null],
    ["-1, 2", null],
    ["middle", null],
  ])("as unit %j is read as %j", (text, unit) => expect(parseUnit(text)).toEqual(unit));
  it.each([
    ["8", 8],
    [" 8 ", 8],
    ["0", null],
    ["11", null],
    ["2.5", null],
    ["", null],
  ])("as a count from 1 to 10 %j is read as %j", (text, count) =>
    expect(parseWhole(text, 1, 10)).toBe(count),
  );
});

describe("what is said", () => {
  it("of durations is whole seconds, from a minute on with minutes", () => {
    expect([0.2, 59.4, 72].map(sayDuration)).toEqual(["1 s", "59 s", "1 min 12 s"]);
  });
  it("of sizes is in thousands", () => {
    expect([325_000, 2_500_000, 203e6, 1.34e9].map(sayBytes)).toEqual([
      "325 kB",
      "2.5 MB",
      "203 MB",
      "1.34 GB",
    ]);
  });
});
