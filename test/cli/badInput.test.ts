import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeNpy } from "../../src/formats/npy.ts";
import { golden, makeFolder, runCli } from "./runCli.ts";

const folder = makeFolder();
const place = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
mkdirSync(join(folder, "empty"));
const net = golden("slak-mini.pth");
const good = golden("input128.npy");
const empty = place("empty.pth", "");
const text = place("text.pth", "this is no checkpoint at all");
const page = place("page.pth", "<!DOCTYPE html><html></html>");
const cut = place("cut.pth", readFileSync(net).subarray(0, 50_000));
const flat = place("flat.npy", writeNpy(new Float32Array(12), [3, 4]));
const grey = place("grey.npy", writeNpy(new Float32Array(64 * 64), [1, 1, 64, 64]));
const picture = place("broken.png", "not a picture");
const out = join(folder, "out.npy");
const gone = join(folder, "gone.pth");

describe("a run that cannot be done", () => {
  it.each([
    [
      "a missing checkpoint",
      ["inspect", gone],
      `${gone}: there is no such file or folder; check the path.`,
    ],
    ["a folder", ["inspect", folder], `${folder}: it is a folder; give the file inside it.`],
    [
      "an empty file",
      ["inspect", empty, "--json"],
      `${empty}: empty (0 bytes); download it again.`,
    ],
    ["a text", ["inspect", text], `${text}: `],
    ["a web page", ["masks", page], `${page}: this is a web page, not a checkpoint`],
    ["a file cut short", ["inspect", cut], `${cut}: `],
    ["an array as a checkpoint", ["inspect", good], `${good}: a NumPy array, not a checkpoint`],
    [
      "an unknown wrapper",
      ["inspect", net, "--weights", "ema"],
      `${net}: no state_dict ema; choose one of model.`,
    ],
    ["an unknown tensor", ["tensor", net, "nobody", "--out", out], `${net}: none of its `],
    [
      "a checkpoint as an array",
      ["logits", net, "--input", net, "--out", out],
      `${net}: not a .npy array; save it with numpy.save.`,
    ],
    [
      "an array of two dimensions",
      ["logits", net, "--input", flat, "--out", out],
      `${flat}: its shape is [3, 4]; give float32 [N, 3, H, W].`,
    ],
    [
      "an array of one channel",
      ["erf", net, "--input", grey, "--out", out],
      `${grey}: its shape is [1, 1, 64, 64]; give float32 [N, 3, H, W].`,
    ],
    [
      "a size that the array has not",
      ["erf", net, "--input", good, "--size", "64", "--out", out],
      `${good}: its images are 128×128 px, --size says 64; leave --size out.`,
    ],
    [
      "a folder without pictures",
      ["erf", net, "--input", join(folder, "empty"), "--out", out],
      `${join(folder, "empty")}: none of its 0 entries is a picture; put PNG, JPEG or WebP files there.`,
    ],
    [
      "a broken picture",
      ["erf", net, "--input", picture, "--size", "32", "--backend", "cpu", "--out", out],
      `${picture}: this is not a picture that can be decoded`,
    ],
    [
      "a unit outside the map",
      ["erf", net, "--input", good, "--unit", "99,0", "--backend", "cpu", "--out", out],
      "",
    ],
    ["an unknown architecture", ["inspect", "random:nothing"], ""],
    [
      "an output below a file",
      ["erf", net, "--input", good, "--backend", "cpu", "--out", join(text, "x.npy")],
      `${join(text, "x.npy")}: `,
    ],
  ])("exits 1 with one sentence: %s", async (_, args, start) => {
    const { exitCode, stdout, stderr } = await runCli(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr.slice(0, start.length)).toBe(start);
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
    expect(stderr).not.toMatch(/internal|undefined|\bat .*:\d+/);
  });

  it("exits 2 with the usage for wrong usage", async () => {
    const { exitCode, stdout, stderr } = await runCli("erf", net, "--stage", "9");
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^erf needs --input\.\n\nUsage: /);
  });

  it("exits 0 for help", async () => {
    const { exitCode, stdout, stderr } = await runCli("help");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: /);
  });
});
