import { expect, test } from "vitest";
import { cutRuns } from "../../src/kernels/kernel.ts";

test("a short kernel is one run", () => {
  expect(cutRuns({ groups: [4, 4, 64], macs: 1e6 }, 1e9)).toEqual([{ first: 0, count: 64 }]);
});

test("a long kernel is cut along z into runs that follow each other", () => {
  const runs = cutRuns({ groups: [4, 8, 10], macs: 4.3e9 }, 1e9);
  expect(runs).toEqual([
    { first: 0, count: 2 },
    { first: 2, count: 2 },
    { first: 4, count: 2 },
    { first: 6, count: 2 },
    { first: 8, count: 2 },
  ]);
});

test("no run is empty, however long the kernel", () => {
  const runs = cutRuns({ groups: [1, 1, 3], macs: 1e12 }, 1e9);
  expect(runs.map(({ count }) => count)).toEqual([1, 1, 1]);
});

test("no run has more groups along z than WebGPU takes, however short the kernel", () => {
  const runs = cutRuns({ groups: [1, 1, 131_072], macs: 1e6 }, 1e12);
  expect(runs.map(({ count }) => count)).toEqual([43_690, 43_691, 43_691]);
});
