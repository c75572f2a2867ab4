/** Both kernels of products against the plain reference: each tile, each flag, ranges and what lies beside them. */
import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Ops } from "../../src/engine/ops.ts";
import type { Kernel } from "../../src/kernels/kernel.ts";
import { product } from "../../src/kernels/product.ts";
import { isGradient, type ProductFlags } from "../../src/kernels/productFlags.ts";
import { TILES } from "../../src/kernels/productTiles.ts";
import { type PixelRange, runKernel } from "../../src/kernels/program.ts";
import { referenceGelu, referenceGeluBackward } from "../../src/kernels/reference/gelu.ts";
import { referenceProduct } from "../../src/kernels/reference/product.ts";
import { tiledProduct } from "../../src/kernels/tiledProduct.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { choices } from "../helpers/choices.ts";
import { normals } from "../helpers/normals.ts";
import { browserHost } from "./host.ts";

let ops: Ops;
beforeAll(async () => void (ops = await startBackend("webgpu", browserHost)));
afterAll(() => ops.dispose());

/** A kernel and what its groups make: sides of results, and the inner side that they take at a time. */
interface Way {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly make: (rows: number, inner: number, columns: number, flags: ProductFlags) => Kernel;
}
const tiled = (tile: (typeof TILES)[keyof typeof TILES]): Way => ({
  ...tile,
  make: (rows, inner, columns, flags) => tiledProduct(rows, inner, columns, flags, tile),
});
const WAYS = {
  large: tiled(TILES.large),
  medium: tiled(TILES.medium),
  small: tiled(TILES.small),
  quartered: tiled(TILES.quartered),
  eighths: tiled(TILES.eighths),
  emulated: { rows: 8, columns: 256, inner: 8, make: product },
} as const satisfies Record<keyof typeof TILES | "emulated", Way>;
type WayName = keyof typeof WAYS;

type Shape = readonly [rows: number, inner: number, columns: number];
type Range = Pick<PixelRange, "from" | "to">;

/** Operands of a product, b as [inner, columns]; `u` has the range's rows, a and more all of them. */
interface Operands {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly bias: Float32Array;
  readonly u: Float32Array;
  readonly more: Float32Array;
}

/** A map's width: its pixels are the rows of a product. */
const WIDTH = 3;
/** Rows of a map that holds the range, with others beside it. */
const heightOf = ([rows]: Shape, { from, to }: Range): number =>
  Math.ceil((rows + Math.max(from, to) + 2) / WIDTH);

/** Seeded numbers; what lies beside the range in a and more is not a number. */
function draw(shape: Shape, range: Range): Operands {
  const [rows, inner, columns] = shape;
  const pixels = WIDTH * heightOf(shape, range);
  const beside = (first: number, width: number, seed: number) =>
    normals(pixels * width, seed).map((v, i) =>
      i < first * width || i >= (first + rows) * width ? NaN : v,
    );
  return {
    a: beside(range.from, inner, 1),
    b: normals(inner * columns, 2),
    bias: normals(columns, 3),
    u: normals(rows * columns, 4),
    more: beside(range.to, columns, 5),
  };
}

/** The range's rows by the plain references. */
function expected(shape: Shape, o: Operands, { from, to }: Range, flags: ProductFlags) {
  const [rows, inner, columns] = shape;
  const a = o.a.subarray(from * inner, (from + rows) * inner);
  const sums = referenceProduct(a, o.b, flags.bias ? o.bias : null, rows, inner, columns);
  const after = {
    nothing: () => sums,
    relu: () => sums.map((sum) => Math.max(sum, 0)),
    "relu gradient": () => sums.map((sum, i) => (o.u[i]! > 0 ? sum : 0)),
    gelu: () => referenceGelu(Float32Array.from(sums)),
    "gelu gradient": () => referenceGeluBackward(Float32Array.from(sums), o.u),
  }[flags.after]();
  return flags.plus ? after.map((v, i) => v + o.more[to * columns + i]!) : after;
}

/** Runs the product; the result's rows outside of the range are ones before. */
async function run(
  name: WayName,
  flags: ProductFlags,
  shape: Shape,
  o: Operands,
  range: Range,
  runs = 1,
): Promise<Float32Array> {
  const [rows, inner, columns] = shape;
  const height = heightOf(shape, range);
  const turned = o.b.map((_, i) => o.b[(i % inner) * columns + Math.floor(i / inner)]!);
  const tensors = [
    tf.tensor3d(o.a, [height, WIDTH, inner]),
    flags.transposed ? tf.tensor2d(turned, [columns, inner]) : tf.tensor2d(o.b, [inner, columns]),
    ...(flags.bias ? [tf.tensor1d(o.bias)] : []),
    ...(isGradient(flags.after) ? [tf.tensor3d(o.u, [rows, 1, columns])] : []),
    ...(flags.plus ? [tf.tensor3d(o.more, [height, WIDTH, columns])] : []),
  ];
  const into = tf.ones([height, WIDTH, columns]);
  const kernel = WAYS[name].make(rows, inner, columns, flags);
  const backend = tf.backend() as unknown as WebGPUBackend;
  const where = { ...range, pixels: rows, into };
  const info = runKernel(backend, kernel, tensors, into.shape, kernel.macs / runs, where);
  expect(info).toBe(into);
  const result = await into.data<"float32">();
  tf.dispose([into, ...tensors]);
  return result;
}

/** The range must be right, and the rest as it was. */
async function expectRange(
  name: WayName,
  flags: ProductFlags,
  shape: Shape,
  range: Range,
  runs?: number,
): Promise<void> {
  const [rows, , columns] = shape;
  const operands = draw(shape, range);
  const got = await run(name, flags, shape, operands, range, runs);
  const [start, end] = [range.to * columns, (range.to + rows) * columns];
  const want = expected(shape, operands, range, flags);
  const label = `${shape.join(" × ")}, rows ${range.from} to ${range.to}`;
  expectRelativeL2(got.subarray(start, end), want, "kernel", label, [rows, columns]);
  const rest = [...got.subarray(0, start), ...got.subarray(end)];
  expect(rest).toEqual(rest.map(() => 1));
}

const plain: ProductFlags = { bias: false, transposed: false, after: "nothing", plus: false };
const geluBack: ProductFlags = { ...plain, transposed: true, after: "gelu gradient" };

/** Each is a pipeline of a tile, which takes seconds to compile: flags are spread over tiles. */
const CASES = [
  ["large", { ...plain, bias: true, after: "gelu" }],
  ["large", { ...plain, transposed: true, plus: true }],
  ["medium", { ...plain, bias: true, after: "relu", plus: true }],
  ["medium", geluBack],
  ["small", { ...geluBack, bias: true, plus: true }],
  ["quartered", { ...plain, transposed: true, after: "relu gradient", plus: true }],
  ["eighths", { ...plain, bias: true, after: "gelu", plus: true }],
] as const satisfies readonly (readonly [WayName, ProductFlags])[];

describe.each(CASES)("a product in the %s tile and on an emulated GPU, with %j", (tile, flags) => {
  test.each([tile, "emulated"] as const)("of ranges of pixels: %s", async (name) => {
    const pick = choices(Object.keys(TILES).indexOf(tile) + (flags.transposed ? 10 : 0));
    const range = { from: pick(1, 9), to: pick(1, 9) };
    const { rows, inner, columns } = WAYS[name];
    const any = [rows + pick(1, rows), pick(2, 4 * inner), columns + pick(1, columns)] as const;
    // whole tiles; one more of each; an inner side shorter than a tile; many rows, cut in two; any
    await expectRange(name, flags, [2 * rows, 3 * inner, columns], { from: 2, to: 0 });
    await expectRange(name, flags, [rows + 1, inner + 1, columns + 1], { from: 0, to: 3 });
    await expectRange(name, flags, [rows + 2, inner - 1, 3], range);
    await expectRange(name, flags, [4 * rows - 1, 2 * inner - 1, 7], range, 2);
    await expectRange(name, flags, any, range);
  });
});

test.each([
  ["small", plain, [3, 5, 7]],
  ["small", plain, [1, 1, 1]],
  ["emulated", CASES[5][1], [3, 5, 7]],
  ["emulated", plain, [1, 1, 1]],
] as const)("a product of less than one %s tile, with %j: %j", (name, flags, shape) =>
  expectRange(name, flags, shape, { from: 1, to: 2 }),
);

test.each(["small", "emulated"] as const)(
  "without a range, every pixel, in a new tensor: %s",
  async (name) => {
    const shape = [50, 21, 70] as const;
    const [rows, inner, columns] = shape;
    const operands = { ...draw(shape, { from: 0, to: 0 }), a: normals(rows * inner, 6) };
    const [a, b] = [
      tf.tensor3d(operands.a, [5, 10, inner]),
      tf.tensor2d(operands.b, [inner, columns]),
    ];
    const kernel = WAYS[name].make(rows, inner, columns, plain);
    const backend = tf.backend() as unknown as WebGPUBackend;
    const info = runKernel(backend, kernel, [a, b], [5, 10, columns], Infinity);
    const out = tf.engine().makeTensorFromTensorInfo(info);
    const want = expected(shape, operands, { from: 0, to: 0 }, plain);
    expectRelativeL2(await out.data(), want, "kernel", "product", [rows, columns]);
    tf.dispose([a, b, out]);
  },
);

test.each(["small", "emulated"] as const)(
  "what is not a number in one column of b stays in that column: %s",
  async (name) => {
    const [shape, range] = [[50, 21, 70], { from: 0, to: 0 }] as const;
    const [rows, , columns] = shape;
    const operands = draw(shape, range);
    const b = operands.b.map((v, i) => (i % columns === 0 ? NaN : v));
    const got = await run(name, plain, shape, { ...operands, b }, range);
    const bad = [...got].flatMap((v, i) => (Number.isNaN(v) ? [i] : []));
    expect(bad).toEqual(Array.from({ length: rows }, (_, row) => row * columns));
  },
);
