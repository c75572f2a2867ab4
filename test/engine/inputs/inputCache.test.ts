import { expect, test } from "vitest";
import { InputCache } from "../../../src/engine/inputs/inputCache.ts";

/** A counter of how often an image of so many numbers was made. */
function maker(numbers: number) {
  const made = { times: 0 };
  const make = async () => {
    made.times++;
    return { values: new Float32Array(numbers), height: 1, width: numbers / 3 };
  };
  return { made, make };
}

test("an image is made once for its key, and every time without one", async () => {
  const cache = new InputCache();
  const { made, make } = maker(300);
  const first = await cache.of("a", make);
  expect(await cache.of("a", make)).toBe(first);
  expect(made.times).toBe(1);
  await cache.of("b", make);
  await cache.of(null, make);
  await cache.of(null, make);
  expect(made.times).toBe(4);
});

test("the oldest go when images take more than 128 MB", async () => {
  const cache = new InputCache();
  const { made, make } = maker(3 * 2 ** 20);
  for (let i = 0; i < 11; i++) await cache.of(String(i), make);
  await cache.of("10", make);
  await cache.of("1", make);
  expect(made.times).toBe(11);
  await cache.of("0", make);
  expect(made.times).toBe(12);
});
