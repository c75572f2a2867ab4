import { expect, test } from "vitest";
import { MeanInput } from "../../../src/engine/inputs/meanInput.ts";
import { normals } from "../../helpers/normals.ts";

const NORMALISATION = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
const AS_IT_IS = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] } as const;

test.each([1, 2, 3, 5])("the mean of %i images is rounded and clamped channel by channel", (n) => {
  const images = Array.from({ length: n }, (_, i) => normals(3 * 30 * 20, i + 1).map((v) => 3 * v));
  const before = images.map((image) => image.slice());
  const seen = new MeanInput(30, 20);
  for (const image of images) seen.add(image);
  const { height, width, rgb } = seen.mean(NORMALISATION);
  expect([height, width]).toEqual([30, 20]);
  const { mean, std } = NORMALISATION;
  const want = Array.from({ length: 3 * 30 * 20 }, (_, i) => {
    const value = images.reduce((sum, image) => sum + image[i]!, 0) / n;
    const level = Math.round(255 * (value * std[i % 3]! + mean[i % 3]!));
    return Math.max(0, Math.min(255, level));
  });
  expect([...rgb]).toEqual(want);
  expect(images).toEqual(before);
});

test("halves round up, what is not a number is black, and no image gives black", () => {
  const seen = new MeanInput(2, 3);
  const levels = [-1, -0.5, 0, 0.5, 0.25, 1.5, 2.5, 127.5, 254.25, 254.5, 255, 256, 1e9];
  const values = Float32Array.from([...levels, NaN, Infinity, -Infinity, 3, 4]);
  expect([...seen.mean(AS_IT_IS).rgb]).toEqual(new Array(18).fill(0));
  seen.add(values);
  const want = [...values].map((v) =>
    Math.max(0, Math.min(255, Math.round(255 * (v * (1 / 255))))),
  );
  expect([...seen.mean(AS_IT_IS).rgb]).toEqual(want.map((v) => (Number.isNaN(v) ? 0 : v)));
});
