import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resizeBicubic } from "../../../src/engine/inputs/resizeBicubic.ts";

interface Case {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly rgb: string;
  readonly resized: string;
}
const { cases } = JSON.parse(
  readFileSync(new URL("../../fixtures/bicubic.json", import.meta.url), "utf8"),
) as { cases: Case[] };
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

test.each(cases)("$width×$height to $size is Pillow's, byte for byte", (picture) => {
  const { width, height, size } = picture;
  const rgb = bytes(picture.rgb);
  const resized = bytes(picture.resized);
  expect(resizeBicubic({ width, height, pixels: rgb, channels: 3 }, size)).toEqual(resized);
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
    i % 4 === 3 ? i : rgb[3 * Math.floor(i / 4) + (i % 4)]!,
  );
  expect(resizeBicubic({ width, height, pixels: rgba, channels: 4 }, size)).toEqual(resized);
});
