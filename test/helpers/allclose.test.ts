import { expect, test } from "vitest";
import { expectClose, expectRelativeL2, relativeL2 } from "./allclose.ts";

test("equal arrays, and equal infinities and NaNs, are close", () => {
  const values = [1, -0.5, Infinity, -Infinity, NaN];
  expectClose(values, values, "exact");
  expect(() => expectClose([0], [0], "exact")).not.toThrow();
});

test("the failure says how many differ, where the worst is, and both values", () => {
  const want = [0, 0, 0, 0, 0, 0];
  const got = [0, 1, 0, 0, 0, -3];
  expect(() => expectClose(got, want, "float32", [2, 3])).toThrow(
    "2 of 6 elements are not float32; the worst is [1, 2]: got -3, want 0",
  );
});

test.each([
  ["a NaN where a number is wanted", [NaN], [1], "got NaN, want 1"],
  ["a number where a NaN is wanted", [1], [NaN], "got 1, want NaN"],
  ["a number where infinity is wanted", [1], [Infinity], "got 1, want Infinity"],
  ["a missing element", [], [1], "number of elements"],
])("%s is not close", (_, got, want, message) => {
  expect(() => expectClose(got, want, "network")).toThrow(message);
});

test("the relative L2 error is that of the whole array", () => {
  expect(relativeL2([3, 5], [3, 4])).toBe(1 / 5);
  expect(relativeL2([0, 2], [0, 0])).toBe(2);
});

test.each([[[1.1]], [[NaN]], [[]]])("%j is not within the limit of 1", (got) => {
  expect(() => expectRelativeL2(got, [1], "network", "an example")).toThrow("an example");
});
