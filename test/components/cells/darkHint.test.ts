import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DarkHint, isDark } from "../../../components/cells/DarkHint.tsx";

const map = (bright: number): Float32Array =>
  Float32Array.from({ length: 100 }, (_, i) => (i < bright ? 0.5 : 0.049));

it("a map is dark when more than 95 of 100 pixels lie below 0.05 of the scale", () => {
  expect(isDark(map(4))).toBe(true);
  expect(isDark(map(5))).toBe(false);
  // the limit itself can be seen
  expect(isDark(new Float32Array(100).fill(0.05))).toBe(false);
});

it("no scale of its own is offered to the map whose largest value is the end of the scale (regression)", () => {
  const values = [map(4).fill(1, 0, 1), map(60)];
  const said = (maps: readonly Float32Array[]): string =>
    renderToStaticMarkup(
      createElement(DarkHint, {
        maps,
        scale: "linear",
        old: false,
        onPower: () => {},
        shared: { names: ["sparse", "wide"], onOwn: () => {} },
      }),
    );
  expect(said(values)).toBe("");
  expect(said([map(4), map(60).fill(1, 0, 1)])).toContain("On one scale most of sparse is below");
});
