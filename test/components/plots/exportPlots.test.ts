// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { drawPlots } from "../../../components/plots/exportPlots.ts";

type Box = readonly [left: number, top: number, width: number, height: number];
const at = <E extends Element>(element: E, [left, top, width, height]: Box): E => {
  const box = { left, top, width, height, right: left + width, bottom: top + height };
  element.getBoundingClientRect = () => box as DOMRect;
  return element;
};
const make = (className: string, box: Box, ...children: readonly Element[]): HTMLElement => {
  const element = at(document.createElement("div"), box);
  element.className = className;
  element.append(...children);
  return element;
};
beforeEach(() => {
  HTMLCanvasElement.prototype.toDataURL = () => "data:image/png;base64,AA";
});

it("shows of a magnified map only what its window shows", () => {
  const canvas = at(document.createElement("canvas"), [-100, -60, 400, 400]);
  const svg = at(document.createElementNS("http://www.w3.org/2000/svg", "svg"), [40, 30, 120, 120]);
  svg.setAttribute("class", "s");
  const plot = make("plot", [40, 30, 120, 120], make("window", [50, 40, 100, 100], canvas), svg);
  const drawing = drawPlots(make("figure", [0, 0, 500, 500], plot))!;
  // the drawing is as large as the plot with a margin of 16
  expect([drawing.width, drawing.height]).toEqual([152, 152]);
  const root = new DOMParser().parseFromString(drawing.text, "image/svg+xml");
  const image = root.querySelector("image")!;
  const read = (element: Element, names: string): number[] =>
    names.split(" ").map((name) => Number(element.getAttribute(name)));
  expect(read(image.parentElement!, "x y width height")).toEqual([26, 26, 100, 100]);
  expect(image.parentElement!.getAttribute("overflow")).toBe("hidden");
  expect(read(image, "x y width height")).toEqual([-150, -100, 400, 400]);
});

it("draws nothing without plots, and leaves out what no window shows", () => {
  expect(drawPlots(make("figure", [0, 0, 500, 500]))).toBeNull();
  const canvas = at(document.createElement("canvas"), [300, 0, 50, 50]);
  const svg = at(document.createElementNS("http://www.w3.org/2000/svg", "svg"), [0, 0, 100, 100]);
  svg.setAttribute("class", "s");
  const plot = make("plot", [0, 0, 100, 100], make("window", [0, 0, 100, 100], canvas), svg);
  const drawing = drawPlots(make("figure", [0, 0, 500, 500], plot))!;
  expect(drawing.text).not.toContain("<image");
});
