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

const svgAt = (box: Box, html: string): SVGSVGElement => {
  const svg = at(document.createElementNS("http://www.w3.org/2000/svg", "svg"), box);
  svg.setAttribute("class", "s");
  svg.innerHTML = html;
  return svg;
};
/** jsdom lays nothing out: a word is 10 px a letter, and lines begin where asked. */
function layOutWords(lineOf: (word: string) => number): void {
  Range.prototype.getBoundingClientRect = function (this: Range) {
    const word = this.toString();
    const [left, top, width] = [this.startOffset * 10, lineOf(word) * 20, word.length * 10];
    return { left, top, width, height: 20, right: left + width, bottom: top + 20 } as DOMRect;
  };
}
const drawn = (...args: Parameters<typeof drawPlots>): Document =>
  new DOMParser().parseFromString(drawPlots(...args)!.text, "image/svg+xml");

it("says what it is, holds its faces, and sets the words of the page line by line", () => {
  layOutWords((word) => (word === "lies" ? 1 : 0));
  const figure = make(
    "figure",
    [0, 0, 500, 500],
    make("plot", [0, 0, 9, 9], svgAt([0, 50, 80, 80], "")),
  );
  figure.insertAdjacentHTML(
    "beforeend",
    '<p class="plot-title">96\u202f×\u202f96 px\n  lies</p><p class="unseen">hidden</p><p data-live>Click or drag</p>',
  );
  const root = drawn(figure, {
    faces: '@font-face{font-family:"Inter";src:url(data:font/woff2;base64,AA)}',
    title: "A field",
    about: "What it shows.",
  });
  expect(root.querySelector("title")?.textContent).toBe("A field");
  expect(root.querySelector("desc")?.textContent).toBe("What it shows.");
  expect(root.querySelector("style")?.textContent).toContain("url(data:font/woff2;base64,AA)");
  expect([...root.querySelectorAll("text")].map(({ textContent }) => textContent)).toEqual([
    "96\u202f×\u202f96 px",
    "lies",
  ]);
  expect(root.documentElement.outerHTML).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});

it("keeps the colours of several plots apart that name them alike (regression)", () => {
  const bar = (box: Box): SVGSVGElement =>
    svgAt(
      box,
      '<linearGradient id="bar"><stop offset="0"></stop></linearGradient><rect fill="url(#bar)" style="fill: url(#bar)"></rect>',
    );
  const figure = make(
    "figure",
    [0, 0, 500, 500],
    make("plot", [0, 0, 80, 40], bar([0, 0, 80, 40])),
    make("plot", [0, 50, 80, 40], bar([0, 50, 80, 40])),
  );
  const root = drawn(figure);
  const names = [...root.querySelectorAll("linearGradient")].map(({ id }) => id);
  expect(new Set(names).size).toBe(2);
  expect(
    [...root.querySelectorAll("svg rect")].flatMap((rect) => rect.getAttribute("fill") ?? []),
  ).toEqual(expect.arrayContaining(names.map((name) => `url(#${name})`)));
});

it("leaves out what is folded away, words and signs (regression)", () => {
  layOutWords(() => 0);
  const key = document.createElement("details");
  key.innerHTML = "<summary>Reading</summary><p>Folded</p>";
  key.querySelector("p")!.append(svgAt([0, 0, 24, 24], '<rect id="sign"/>'));
  const figure = make(
    "figure",
    [0, 0, 500, 500],
    make("plot", [0, 0, 9, 9], svgAt([0, 50, 80, 80], "")),
    key,
  );
  document.body.replaceChildren(figure);
  expect(drawn(figure).documentElement.textContent).toContain("Reading");
  expect(drawn(figure).documentElement.textContent).not.toContain("Folded");
  expect(drawn(figure).querySelector("rect[id$=sign]")).toBeNull();
  key.open = true;
  expect(drawn(figure).documentElement.textContent).toContain("Folded");
  expect(drawn(figure).querySelector("rect[id$=sign]")).not.toBeNull();
});
