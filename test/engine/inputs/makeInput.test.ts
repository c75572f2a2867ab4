import { expect, test } from "vitest";
import type { InputSpec } from "../../../src/domain/job.ts";
import { deadLeaves } from "../../../src/engine/inputs/deadLeaves.ts";
import { makeInput } from "../../../src/engine/inputs/makeInput.ts";
import type { Picture } from "../../../src/engine/inputs/makeInput.ts";
import { normalise } from "../../../src/engine/inputs/normalise.ts";
import { pinkNoise } from "../../../src/engine/inputs/pinkNoise.ts";

const normalisation = { mean: [0.4, 0.5, 0.6], std: [0.2, 0.25, 0.5] } as const;
const file = { name: "cat.png", blob: new Blob([]) };
const images: InputSpec = { type: "images", files: [file] };
const never = () => Promise.reject(new Error("nothing to decode here"));
const show = (picture: Picture) => () => Promise.resolve(picture);

test("pixels are shifted and scaled channel by channel", () => {
  const expected = [3, 2, 0.8].map((x) => expect.closeTo(x, 5) as number);
  expect([...normalise(Float32Array.of(1, 1, 1), normalisation)]).toEqual(expected);
  expect([...normalise(Uint8Array.of(255, 255, 255), normalisation)]).toEqual(expected);
});

test.each([
  ["dead-leaves", deadLeaves],
  ["noise", pinkNoise],
] as const)("%s is drawn at the size asked for, then normalised", async (type, make) => {
  const input = await makeInput({ type, count: 3, seed: 8 }, 2, 40, normalisation, never);
  expect(input).toEqual({
    values: normalise(make({ size: 40, seed: 8, index: 2 }), normalisation),
    height: 40,
    width: 40,
  });
});

test("a picture loses its alpha, is squashed and normalised", async () => {
  const rgba = new Uint8ClampedArray(4 * 6 * 3).map((_, i) => [51, 102, 204, 0][i % 4]!);
  const picture = show({ width: 6, height: 3, rgba });
  const { values, height, width } = await makeInput(images, 0, 4, normalisation, picture);
  expect([height, width]).toEqual([4, 4]);
  const flat = new Uint8Array(48).map((_, i) => [51, 102, 204][i % 3]!);
  expect(values).toEqual(normalise(flat, normalisation));
});

test("an array is turned from channels first to channels last and used as it is", async () => {
  const values = Float32Array.from({ length: 2 * 3 * 2 * 2 }, (_, i) => i);
  const input: InputSpec = { type: "array", values, shape: [2, 3, 2, 2] };
  expect(await makeInput(input, 1, 224, normalisation, never)).toEqual({
    values: Float32Array.of(12, 16, 20, 13, 17, 21, 14, 18, 22, 15, 19, 23),
    height: 2,
    width: 2,
  });
});

test("what cannot be met is refused with a sentence that names it", async () => {
  await expect(makeInput(images, 0, 4, normalisation, never)).rejects.toMatchObject({
    code: "bad-image",
    message: "cat.png: this is not a picture that can be decoded; use PNG, JPEG or WebP.",
  });
  const rgba = new Uint8Array(0);
  await expect(
    makeInput(images, 0, 4, normalisation, show({ width: 20_000, height: 6_000, rgba })),
  ).rejects.toMatchObject({ code: "too-large", data: { width: 20_000, height: 6_000 } });
  await expect(
    makeInput(images, 0, 4, normalisation, show({ width: 2, height: 2, rgba })),
  ).rejects.toMatchObject({ code: "bad-image" });
  await expect(makeInput(images, 1, 4, normalisation, never)).rejects.toMatchObject({
    code: "bad-spec",
    data: { index: 1, count: 1 },
  });
  const short: InputSpec = { type: "array", values: new Float32Array(11), shape: [1, 3, 2, 2] };
  await expect(makeInput(short, 0, 4, normalisation, never)).rejects.toMatchObject({
    code: "bad-spec",
  });
});
