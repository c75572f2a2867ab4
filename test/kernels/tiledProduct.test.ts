import { expect, test } from "vitest";
import { product } from "../../src/kernels/product.ts";
import type { ProductFlags } from "../../src/kernels/productFlags.ts";
import { chooseTile, countThreads, TILES } from "../../src/kernels/productTiles.ts";
import { tiledProduct } from "../../src/kernels/tiledProduct.ts";

const FLAGS: ProductFlags = { bias: true, transposed: false, after: "nothing", plus: false };
const nameOf = (tile: unknown) => Object.entries(TILES).find(([, known]) => known === tile)?.[0];

test.each([
  { shape: [65536, 124, 496], tile: "large", why: "many rows" },
  { shape: [16384, 996, 249], tile: "large", why: "just enough large groups" },
  { shape: [65536, 48, 192], tile: "medium", why: "a large tile would overshoot by a third" },
  { shape: [4096, 1996, 499], tile: "medium", why: "half as many large groups as it takes" },
  { shape: [1024, 3992, 998], tile: "medium", why: "just enough medium groups" },
  { shape: [784, 249, 996], tile: "small", why: "enough small groups alone" },
  { shape: [49, 124, 62], tile: "small", why: "too short an inner side to be cut" },
  { shape: [196, 499, 1996], tile: "quartered", why: "few rows and a long inner side" },
  { shape: [49, 3992, 998], tile: "eighths", why: "fewer rows and a longer one" },
  { shape: [1, 768, 1000], tile: "eighths", why: "one row" },
  { shape: [1, 1, 1], tile: "small", why: "one number" },
] as const)("a product of $shape takes the $tile tile: $why", ({ shape, tile }) => {
  const [rows, inner, columns] = shape;
  expect(nameOf(chooseTile(rows, inner, columns))).toBe(tile);
});

test.each(Object.entries(TILES))(
  "the %s tile stays within what every WebGPU device allows",
  (_, tile) => {
    expect(countThreads(tile)).toBeLessThanOrEqual(256);
    for (const transposed of [false, true]) {
      const { declarations } = tiledProduct(1, 1, 1, { ...FLAGS, transposed }, tile);
      const sizes = [...declarations!.matchAll(/array<vec4<f32>, (\d+)>/g)];
      const bytes = sizes.reduce((sum, [, vec4s]) => sum + 16 * Number(vec4s), 0);
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(16384);
    }
  },
);

test("shapes change the number of groups alone, rows going along z, where long kernels are cut", () => {
  const tall = tiledProduct(1000, 70, 300, FLAGS, TILES.medium);
  const flat = tiledProduct(1, 3, 5, FLAGS, TILES.medium);
  expect(tall).toEqual({ ...flat, groups: [5, 1, 16], macs: 21e6 });
  expect(flat.groups).toEqual([1, 1, 1]);
});

test.each([
  ["tiledProduct", tiledProduct],
  ["product", product],
])("inputs of %s follow each other as the flags want them", (_, kernel) => {
  const all: ProductFlags = { ...FLAGS, after: "gelu gradient", plus: true };
  expect(kernel(1, 1, 1, all).inputs).toEqual(["a", "b", "bias", "u", "more"]);
  expect(kernel(1, 1, 1, { ...FLAGS, bias: false }).inputs).toEqual(["a", "b"]);
});
