import { describe, expect, it } from "vitest";
import { parseValues, sayUnreached, sayValues } from "../../../components/cells/sweepWords.ts";
import type { Swept } from "../../../components/cells/swept.ts";

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

describe("values that a file's kernels do not reach", () => {
  const own = (name: string, kernels: readonly number[][], at: readonly number[]): Swept =>
    ({
      name,
      label: name,
      weights: "",
      points: at.map((side, i) => ({
        at: side,
        value: kernels[i] ? { model: { kernelSizes: kernels[i] } } : null,
      })),
    }) as unknown as Swept;
  it("are said with the model and what it has", () => {
    const small = own("small", [[7, 7], [7, 7], [7, 7]], [7, 13, 31]); // prettier-ignore
    const grown = own("grown", [[7, 7], [13, 13], [31, 29]], [7, 13, 31]); // prettier-ignore
    expect(sayUnreached("kernel", [grown])).toBe("");
    expect(sayUnreached("kernel", [grown, small])).toBe(
      "small has kernels of at most 7, and kernels of a file are cut but not grown: 13, 31 show them as they are.",
    );
    expect(sayUnreached("sparsity", [small])).toBe("");
    // a part still to come tells nothing
    expect(sayUnreached("kernel", [own("late", [[7]], [7, 13])])).toBe("");
  });
});
