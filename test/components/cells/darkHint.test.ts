import { expect, it } from "vitest";
import { isDark } from "../../../components/cells/DarkHint.tsx";

const map = (bright: number): Float32Array =>
  Float32Array.from({ length: 100 }, (_, i) => (i < bright ? 0.5 : 0.049));

it("a map is dark when more than 95 of 100 pixels lie below 0.05 of the scale", () => {
  expect(isDark(map(4))).toBe(true);
  expect(isDark(map(5))).toBe(false);
  // the limit itself can be seen
  expect(isDark(new Float32Array(100).fill(0.05))).toBe(false);
});
