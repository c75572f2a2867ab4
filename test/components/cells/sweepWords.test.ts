import { describe, expect, it } from "vitest";
import { parseValues, sayValues } from "../../../components/cells/sweepWords.ts";

describe("the values of a sweep", () => {
  it.each([
    ["kernel", "7,13;31", [7, 13, 31]],
    ["kernel", "51 51 3", [3, 51]],
    ["kernel", "1", null],
    ["kernel", "103", null],
    ["kernel", "7.5", null],
    ["kernel", "", null],
    ["kernel", "7, x", null],
    ["sparsity", "0 40% 99", [0, 0.4, 0.99]],
    ["sparsity", "100", null],
    ["sparsity", "-1", null],
    ["kernel", Array.from({ length: 25 }, (_, i) => 2 * i + 3).join(), null],
  ] as const)("%s: “%s” is %o", (over, text, values) => {
    expect(parseValues(over, text)).toEqual(values);
    if (values) expect(parseValues(over, sayValues(over, values))).toEqual(values);
  });
});
