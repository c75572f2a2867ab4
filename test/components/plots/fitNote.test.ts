import { expect, it } from "vitest";
import { fitNote, fitNotes, wrapName } from "../../../components/plots/fitNote.ts";

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

it("says the same of all maps in a row, the size alone where one has no room for more (regression)", () => {
  const [short, long] = ["ConvNeXt-nano", "SLaK-nano (slak_dense)"];
  const heads = [short, long].map((name) => ({ name, note: NOTE }));
  expect(fitNotes(heads, 320)).toEqual([NOTE, NOTE]);
  expect(fitNotes(heads, 256)).toEqual(["31\u202f×\u202f31", "31\u202f×\u202f31"]);
});
it("gives notes a line of their own where one has no room, or where sizes are of different things (regression)", () => {
  const imported = { name: "elsewhere.npy", note: "imported, 128\u202f×\u202f128" };
  expect(fitNotes([{ name: "SLaK-nano (slak_dense)", note: NOTE }], 168)).toBeNull();
  expect(fitNotes([{ name: "RepLKNet-31B", note: NOTE }, imported], 182)).toBeNull();
});

it("breaks a long name between words, and within a word only where that is too long for a line (regression)", () => {
  const name = "SLaK-nano (slak_nano_with_its_wide_strip_left_out)";
  expect(wrapName("RepLKNet-31B", 308)).toEqual(["RepLKNet-31B"]);
  expect(wrapName(name, 308)).toEqual(["SLaK-nano", "(slak_nano_with_its_wide_strip_left_out)"]);
  expect(wrapName(name, 170)).toEqual([
    "SLaK-nano (slak_nano_",
    "with_its_wide_strip_",
    "left_out)",
  ]);
  expect(wrapName("a".repeat(50), 308)).toEqual(["a".repeat(41), "a".repeat(9)]);
  expect(wrapName("", 308)).toEqual([""]);
});
