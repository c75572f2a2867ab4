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
  expect(resizeBicubic({ width, height, rgb: bytes(picture.rgb) }, size)).toEqual(
    bytes(picture.resized),
  );
});
