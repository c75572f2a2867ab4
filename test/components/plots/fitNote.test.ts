import { expect, it } from "vitest";
import { fitNote } from "../../../components/plots/fitNote.ts";

const NOTE = "kernels up to 31\u202f×\u202f31";

it("says all of it beside a short name or over a wide map", () => {
  expect(fitNote("RepLKNet-31B", NOTE, 320)).toBe(NOTE);
  expect(fitNote("", NOTE, 140)).toBe(NOTE);
});
it("says nothing where even the size would lie under the name (regression)", () => {
  expect(fitNote("SLaK-nano (no_small)", NOTE, 168)).toBe("");
});
it("says only the size where a name would lie under it (regression)", () => {
  expect(fitNote("RepLKNet-31B", NOTE, 182)).toBe("31\u202f×\u202f31");
  expect(fitNote("RepLKNet-31B", "to come", 182)).toBe("to come");
});
