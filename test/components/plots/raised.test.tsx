import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Raised, RaisedSpans, sayExponents } from "../../../components/plots/Raised.tsx";

it("raises an exponent in a drawing and comes back to the line after it", () => {
  expect(
    renderToStaticMarkup(
      <text>
        <RaisedSpans text="difference of E^0.25 / max" />
      </text>,
    ),
  ).toBe(
    '<text><tspan>difference of E</tspan><tspan class="raised" dy="-4">0.25</tspan><tspan dy="4"> / max</tspan></text>',
  );
});

it("raises an exponent on the page, and speaks of it", () => {
  expect(renderToStaticMarkup(<Raised text="E^0.25 / max" />)).toBe("E<sup>0.25</sup> / max");
  expect(sayExponents("E^0.25 / max")).toBe("E to the power 0.25 / max");
});

it("leaves words without an exponent as they are", () => {
  expect(
    renderToStaticMarkup(
      <text>
        <RaisedSpans text="log₁₀(E + 1) / max" />
      </text>,
    ),
  ).toBe("<text>log₁₀(E + 1) / max</text>");
  expect(renderToStaticMarkup(<Raised text="a^b" />)).toBe("a^b");
});
