import { NO_EDITS } from "../../src/domain/document.ts";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/domain/model.ts";
import type { Computed } from "../../src/domain/stored.ts";
import { citeFigure, creditLine, type CitedModel, type Credit } from "../../src/store/citation.ts";
import { FIRST_CONDITIONS } from "../../src/store/newCell.ts";

const COMPUTED: Computed = {
  backend: "webgpu",
  adapter: "NVIDIA RTX 4070",
  seconds: 4,
  at: "2026-03-12T14:02:00.000Z",
};
const SHA = "3f9a".repeat(16);
const slak: CitedModel = {
  family: "slak",
  variant: "slak-tiny",
  resolved: {
    root: {
      type: "file",
      file: { name: "slak_50%.pth", bytes: 203e6, sha256: SHA },
      weights: "model_ema",
    },
    edits: { ...NO_EDITS, kernelSizes: [31, 31, 31, 13], sparsity: 0.4 },
  },
};
const convnext: CitedModel = {
  family: "convnext",
  variant: "convnext-tiny",
  resolved: {
    root: { type: "random", architecture: "convnext-tiny", seed: 3 },
    edits: NO_EDITS,
  },
};
const credit: Credit = {
  what: "Effective receptive field",
  models: [slak],
  conditions: FIRST_CONDITIONS,
  computed: COMPUTED,
};

/** Every entry of a BibTeX text; throws when braces do not match. */
function readEntries(text: string): { readonly key: string; readonly body: string }[] {
  let depth = 0;
  let start = 0;
  const entries: string[] = [];
  [...text].forEach((sign, i) => {
    const escaped = text[i - 1] === "\\";
    if (sign === "{" && !escaped && depth++ === 0) start = i;
    if (sign === "}" && !escaped && --depth === 0) entries.push(text.slice(start + 1, i));
    if (depth < 0) throw new Error("a brace too many");
  });
  if (depth !== 0) throw new Error("a brace is open");
  return entries.map((body) => ({ key: body.split(",")[0]!, body }));
}

describe("the credit line of a figure", () => {
  it("says what, of which weights, under which conditions, computed with what", () => {
    expect(creditLine(credit)).toBe(
      `Effective receptive field. SLaK-T (weights slak_50%.pth [model_ema], sha256 ${SHA}; kernels 31 31 31 13; 40 percent zeros). ` +
        "protocol replknet, input 128 x 128 px, stage 2, unit at the centre, 4 images of dead leaves (seed 0). " +
        "Computed 2026-03-12 on webgpu (NVIDIA RTX 4070). Fieldbook, engine version 2.",
    );
  });
  it("says of untrained weights how they were made, and leaves out what is not known", () => {
    const line = creditLine({ ...credit, models: [convnext], conditions: null, computed: null });
    expect(line).toBe(
      "Effective receptive field. ConvNeXt-T (untrained, convnext-tiny, seed 3). Fieldbook, engine version 2.",
    );
    const unknown = creditLine({ ...credit, models: [{ ...slak, resolved: null }] });
    expect(unknown).toContain("Effective receptive field. SLaK-T. protocol");
  });
});

describe("the citation of a figure", () => {
  it("names Fieldbook, the paper of the field and one paper a family", () => {
    const entries = readEntries(citeFigure({ ...credit, models: [slak, convnext, slak] }));
    expect(entries.map(({ key }) => key)).toEqual([
      "fieldbook",
      "luo2017erf",
      "liu2022slak",
      "liu2022convnext",
    ]);
    expect(entries[0]?.body).toContain("year  = {2026}");
    expect(entries[0]?.body).toContain(SHA);
  });
  it.each([
    ["slak", "2207.03620"],
    ["replknet", "2203.06717"],
    ["convnext", "2201.03545"],
    ["swin", "2103.14030"],
    ["vit", "2010.11929"],
    ["resnet", "1512.03385"],
  ] as const)("of %s is arXiv %s, beside 1701.04128", (family, id) => {
    const text = citeFigure({ ...credit, models: [{ ...slak, family }] });
    expect([...text.matchAll(/eprint\s+= \{([\d.]+)\}/g)].map(([, found]) => found)).toEqual([
      "1701.04128",
      id,
    ]);
    expect(FAMILIES).toContain(family);
  });
  it("is sound BibTeX whatever the file is called", () => {
    const hostile: CitedModel = {
      ...slak,
      resolved: {
        edits: NO_EDITS,
        root: {
          type: "file",
          weights: null,
          file: { name: "a}{b\\input{x}%#$&_^~.pth", bytes: 1, sha256: SHA },
        },
      },
    };
    const [own] = readEntries(citeFigure({ ...credit, models: [hostile] }));
    expect(own?.body).toContain(String.raw`weights abinputx\%\#\$\&\_\^{}\~{}.pth`);
  });
});
