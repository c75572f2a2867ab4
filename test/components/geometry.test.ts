import { describe, expect, it } from "vitest";
import { describeTheory, unitCentre } from "../../components/cells/geometry.ts";

describe("the place of a unit on the input", () => {
  it("is the middle of the pixels that a patchify stem gathers for it", () => {
    expect(unitCentre({ offset: 1.5, stride: 4 }, { y: 0, x: 3 })).toEqual({ y: 2, x: 14 });
  });
  it("tells whether the input cuts its theoretical field", () => {
    const size = { height: 64, width: 64 };
    expect(describeTheory({ field: 60 }, { y: 32, x: 32 }, size)).toBe("Theoretical field 60 px");
    expect(describeTheory({ field: 60 }, { y: 34, x: 35 }, size)).toBe(
      "Theoretical field 60 px: cut by the input",
    );
  });
});
