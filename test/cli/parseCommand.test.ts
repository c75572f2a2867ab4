import { describe, expect, it } from "vitest";
import { parseCommand, UsageError } from "../../src/cli/parseCommand.ts";

const words = (line: string): string[] => line.split(" ").filter(Boolean);

describe("the command line's arguments", () => {
  it("fill in what an ERF leaves out", () => {
    expect(parseCommand(words("erf a.pth --input noise:4 --out erf.npy"))).toEqual({
      name: "erf",
      model: "a.pth",
      weights: null,
      json: false,
      input: "noise:4",
      out: "erf.npy",
      size: null,
      backend: "auto",
      stage: 4,
      unit: "center",
      protocol: "replknet",
      kernelSize: null,
      sparsity: null,
      png: null,
    });
  });

  it("are all taken over by an ERF, wherever they stand", () => {
    const line =
      "erf --json --size=1024 --stage 2 --unit 3,14 --weights model_ema --protocol vmamba --kernel-size 51,49,47,13 --sparsity 0.4 --backend wasm --png f.png --out e.npy --input x.npy net.pth";
    expect(parseCommand(words(line))).toEqual({
      name: "erf",
      model: "net.pth",
      weights: "model_ema",
      json: true,
      input: "x.npy",
      out: "e.npy",
      size: 1024,
      backend: "wasm",
      stage: 2,
      unit: { y: 3, x: 14 },
      protocol: "vmamba",
      kernelSize: [51, 49, 47, 13],
      sparsity: 0.4,
      png: "f.png",
    });
  });

  it("name a tensor after its checkpoint", () => {
    expect(parseCommand(words("tensor a.pth stages.0.0.gamma --out t.npy"))).toEqual({
      name: "tensor",
      model: "a.pth",
      tensor: "stages.0.0.gamma",
      weights: null,
      json: false,
      out: "t.npy",
    });
  });

  it.each([
    ["", "No command was given."],
    ["draw a.pth", 'Unknown command "draw".'],
    ["inspect", "inspect needs a model."],
    ["inspect a.pth b.pth", 'inspect does not know what to do with "b.pth".'],
    ["tensor a.pth --out t.npy", "tensor needs a tensor name."],
    ["tensor a.pth name", "tensor needs --out."],
    ["erf a.pth --out e.npy", "erf needs --input."],
    ["logits a.pth --input x.npy", "logits needs --out."],
    ["masks random:slak-tiny", "masks needs a checkpoint, not random:slak-tiny."],
    [
      "inspect random:slak-tiny --weights ema",
      "inspect --weights needs a checkpoint, not random:slak-tiny.",
    ],
    ["erf a --input noise:0 --out e", "--input noise:0: give a number of images, as noise:8."],
    ["erf a --input noise:x --out e", "--input noise:x: give a number of images, as noise:8."],
    [
      "erf a --input x --out e --size 31",
      "--size 31: give a whole number of pixels from 32 to 4096.",
    ],
    [
      "erf a --input x --out e --size 1e3",
      "--size 1e3: give a whole number of pixels from 32 to 4096.",
    ],
    ["erf a --input x --out e --stage 5", "--stage 5: choose 1, 2, 3 or 4."],
    ["erf a --input x --out e --unit 3", "--unit 3: give center, or a row and a column as 3,4."],
    [
      "erf a --input x --out e --protocol slak",
      "--protocol slak: choose one of replknet, slak-figure, vmamba, openerf.",
    ],
    [
      "erf a --input x --out e --backend gpu",
      "--backend gpu: choose one of auto, webgpu, wasm, cpu.",
    ],
    [
      "erf a --input x --out e --kernel-size 51,49,47",
      "--kernel-size 51,49,47: give four odd sides, as 51,49,47,13.",
    ],
    [
      "erf a --input x --out e --sparsity 1",
      "--sparsity 1: give a share from 0 up to, but not, 1.",
    ],
  ])("are refused: %s", (line, sentence) => {
    expect(() => parseCommand(words(line))).toThrow(new UsageError(sentence));
  });

  it("are refused when an option is unknown to the command", () => {
    expect(() => parseCommand(words("inspect a.pth --stage 2"))).toThrow(UsageError);
  });

  it("are refused when an option lacks its value", () => {
    expect(() => parseCommand(words("erf a.pth --input --out e.npy"))).toThrow(UsageError);
  });
});
