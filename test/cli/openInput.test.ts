import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeHost } from "../../src/cli/nodeHost.ts";
import { openInput } from "../../src/cli/openInput.ts";
import { golden, makeFolder } from "./runCli.ts";

const folder = makeFolder();
const colour = { r: 200, g: 100, b: 50 };

beforeAll(async () => {
  mkdirSync(join(folder, "a"));
  writeFileSync(join(folder, "readme.txt"), "not a picture");
  const create = { width: 3, height: 2, channels: 3, background: colour } as const;
  await sharp({ create }).png().toFile(join(folder, "b.PNG"));
  await sharp({ create }).toColourspace("b-w").png().toFile(join(folder, "grey.png"));
  await sharp({ create })
    .jpeg({ quality: 100 })
    .toFile(join(folder, "a", "z.jpeg"));
});

describe("an input on the command line", () => {
  it("is the pictures of a folder and its folders, in order of their paths", async () => {
    const { input, size } = await openInput(folder, null);
    const names = input.type === "images" ? input.files.map(({ name }) => name) : [];
    expect({ type: input.type, size, names }).toEqual({
      type: "images",
      size: 224,
      names: ["a/z.jpeg", "b.PNG", "grey.png"].map((name) => join(folder, name)),
    });
  });

  it("is decoded to four bytes a pixel, also when the picture is grey", async () => {
    const { input } = await openInput(folder, null);
    const [, png, grey] = input.type === "images" ? input.files : [];
    if (!png || !grey) throw new Error("the folder holds three pictures");
    const decoded = await nodeHost.decodeImage(png);
    expect({ ...decoded, rgba: [...decoded.rgba] }).toEqual({
      width: 3,
      height: 2,
      rgba: Array.from({ length: 6 }, () => [200, 100, 50, 255]).flat(),
    });
    const [r, g, b, alpha] = (await nodeHost.decodeImage(grey)).rgba;
    expect([g, b, alpha]).toEqual([r, r, 255]);
  });

  it("is an array with its own size", async () => {
    const { input, size } = await openInput(golden("input128.npy"), null);
    expect({ type: input.type, size, shape: input.type === "array" && input.shape }).toEqual({
      type: "array",
      size: 128,
      shape: [2, 3, 128, 128],
    });
  });

  it("is seeded noise of the size asked for", async () => {
    expect(await openInput("noise:3", 96)).toEqual({
      input: { type: "noise", count: 3, seed: 0 },
      size: 96,
    });
  });
});
