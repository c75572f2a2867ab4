import { describe, expect, it } from "vitest";
import {
  countImages,
  parseUnit,
  parseWhole,
  plainMarkdown,
  sayBytes,
  sayDuration,
  sayImages,
  sayTraining,
  sayTrainingState,
} from "../../components/cells/words.ts";

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

describe("what is said of weights and images", () => {
  const random = { type: "random", architecture: "slak-tiny", seed: 3 } as const;
  const file = {
    type: "file",
    file: { name: "a.pth", bytes: 1, sha256: "3f9a".repeat(16) },
    weights: null,
  } as const;
  it("names their origin, and of several whether they agree", () => {
    expect(sayTraining(random)).toBe("untrained, random weights of seed 3");
    expect(sayTraining(file)).toBe("weights from a.pth");
    expect([[], [random, random], [file], [random, file]].map(sayTrainingState)).toEqual([
      "–",
      "random",
      "from file",
      "mixed",
    ]);
  });
  it("counts images whoever made them", () => {
    const pictures = { type: "files", files: [file.file] } as const;
    expect(sayImages(pictures)).toBe("one of your pictures");
    expect(countImages(pictures)).toBe(1);
    expect(sayImages({ type: "noise", count: 1, seed: 2 })).toBe(
      "1 image of 1/f noise, made by a generator (seed 2)",
    );
  });
  it("is text in Markdown too, whatever a file is called", () => {
    expect(plainMarkdown("a_b*c* [d](e) <f> $g$")).toBe(
      String.raw`a\_b\*c\* \[d\]\(e\) \<f\> \$g\$`,
    );
  });
});
