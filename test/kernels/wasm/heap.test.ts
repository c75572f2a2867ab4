import { expect, test } from "vitest";
import { Heap } from "../../../src/kernels/wasm/heap.ts";

const PAGE = 65536;

test("addresses are multiples of sixteen that do not overlap, above the base", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }), 1001);
  expect([heap.reserve(1), heap.reserve(17), heap.reserve(0), heap.reserve(4)]).toEqual([
    1008, 1024, 1056, 1056,
  ]);
});

test("memory grows ahead of what is asked and keeps what was written", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }), 0);
  const address = heap.put(Float32Array.of(1, 2, 3));
  const sizes = Array.from({ length: 64 }, () => (heap.reserve(2 * PAGE), heap.bytes));
  expect(sizes.every((bytes, i) => bytes >= 2 * PAGE * (i + 1))).toBe(true);
  expect(new Set(sizes).size).toBeLessThan(12);
  expect(sizes.at(-1)).toBeLessThan(2 * 128 * PAGE);
  expect([...heap.floats(address, 3)]).toEqual([1, 2, 3]);
});

test("memory grows by what is missing alone where its limit is near", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1, maximum: 3 }), 0);
  heap.reserve(2 * PAGE);
  expect(heap.bytes).toBe(2 * PAGE);
  heap.reserve(PAGE);
  expect(heap.bytes).toBe(3 * PAGE);
});

test("after a reset the same addresses are given again and nothing grows", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }), 0);
  const first = heap.reserve(PAGE);
  heap.reset();
  expect(heap.reserve(PAGE)).toBe(first);
  expect(heap.bytes).toBe(PAGE);
});

test.each([
  ["a memory at its maximum", 2 * PAGE],
  ["more than an address can reach", 5 * 2 ** 30],
])("%s is refused as too large", (_, bytes) => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1, maximum: 2 }), 16);
  expect(() => heap.reserve(bytes)).toThrow(
    expect.objectContaining({ name: "FieldbookError", code: "too-large" }),
  );
  expect(heap.bytes).toBe(PAGE);
});

test("what is freed is given out again, neighbours as one piece", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }), 0);
  const [a, b, c, last] = [32, 64, 32, 16].map((bytes) => heap.reserve(bytes));
  heap.free(a!);
  heap.free(c!);
  expect(heap.reserve(48)).toBe(last! + 16); // neither gap is large enough
  heap.free(b!);
  expect([heap.reserve(128), heap.reserve(16)]).toEqual([a, last! + 64]);
});

test("freeing the last piece lowers the end, and freeing nothing changes nothing", () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1 }), 0);
  const [a, b] = [heap.reserve(16), heap.reserve(16)];
  heap.free(a);
  heap.free(b);
  heap.free(b);
  heap.free(0);
  expect(heap.reserve(PAGE)).toBe(0);
  expect(heap.bytes).toBe(PAGE);
});
