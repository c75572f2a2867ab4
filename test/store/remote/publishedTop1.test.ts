import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_EDITS, type CellEdits, type FileRef } from "../../../src/domain/document.ts";
import { identityOf, type ResolvedModel } from "../../../src/store/graph.ts";
import { parseCatalogue } from "../../../src/store/remote/catalogue.ts";
import { findPublished, publishedTop1 } from "../../../src/store/remote/publishedTop1.ts";

const catalogue = parseCatalogue(JSON.parse(readFileSync("public/catalogue.json", "utf8")));
const file = (name: string, start = "", url?: string): FileRef => ({
  name,
  bytes: 1,
  sha256: start.padEnd(64, "0"),
  ...(url !== undefined && { url }),
});
const openmm = "replknet-31B_3rdparty_in1k-384px_20221118-03a170ce.pth";
const timm = "https://huggingface.co/timm/convnext_large.fb_in1k";

describe("a published file", () => {
  it("is known by the address that it came from", () => {
    const from = `${timm}/resolve/main/model.safetensors`;
    expect(findPublished(file("model.safetensors", "", from), catalogue)?.url).toBe(timm);
    expect(findPublished(file("model.safetensors", "", `${timm}_384/x`), catalogue)).toBeNull();
  });
  it("is known by a name that holds its own hash, and by no name that does not", () => {
    expect(findPublished(file(openmm, "03a170ce"), catalogue)?.id).toBe(
      "mmpretrain-replknet-31b-3rdparty-in1k-384px",
    );
    expect(findPublished(file(openmm, "ffffffff"), catalogue)).toBeNull();
    expect(findPublished(file("convnext_small_1k_224_ema.pth"), catalogue)).toBeNull();
  });
});

describe("top-1", () => {
  const of = (edits: CellEdits, weights: string | null = null): number | null => {
    const root = { type: "file", file: file(openmm, "03a170ce"), weights } as const;
    const identity = identityOf(root, edits);
    return publishedTop1({ cell: {} as ResolvedModel["cell"], root, edits, identity }, catalogue);
  };
  it("is that of the very weights", () => expect(of(NO_EDITS)).toBe(84.84));
  it.each([
    ["cut kernels", { ...NO_EDITS, kernelSizes: [7, 7, 7, 7] }],
    ["zeros set", { ...NO_EDITS, sparsity: 0.4 }],
    ["a branch left out", { ...NO_EDITS, off: ["small" as const] }],
    ["random values in their place", { ...NO_EDITS, untrained: 0 }],
  ])("is not said of weights with %s", (_, edits) => expect(of(edits)).toBeNull());
  it("is not said of another state_dict of the file, nor of random weights", () => {
    expect(of(NO_EDITS, "model_ema")).toBeNull();
    const root = { type: "random", architecture: "slak-tiny", seed: 0 } as const;
    const identity = identityOf(root, NO_EDITS);
    const cell = {} as ResolvedModel["cell"];
    expect(publishedTop1({ cell, root, edits: NO_EDITS, identity }, catalogue)).toBeNull();
  });
});
