import { expect, it } from "vitest";
import { laySweep } from "../../../components/cells/SweepMaps.tsx";

it("maps stand above their values where each has 72 px, and wrap where they have less", () => {
  expect(laySweep(5, 1232)).toEqual({ left: 152, right: 12, wide: true, level: true });
  expect(laySweep(4, 358)).toEqual({ left: 56, right: 12, wide: false, level: true });
  // 56 + 12 + 5 · 72 = 428
  expect(laySweep(5, 358).level).toBe(false);
  expect(laySweep(5, 428).level).toBe(true);
  expect(laySweep(24, 1232).level).toBe(false);
});
