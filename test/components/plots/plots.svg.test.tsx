// @vitest-environment jsdom
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { GALLERY, type GalleryPlot } from "../../../components/gallery/plots.tsx";
import { LineChart } from "../../../components/plots/LineChart.tsx";
import { seriesOf } from "../../../components/plots/series.ts";
import { stubPage } from "../cells/figureBench.tsx";

const GOLDENS = join(dirname(fileURLToPath(import.meta.url)), "goldens");
const WIDTH = 640;

class Pixels {
  readonly data: Uint8ClampedArray;
  constructor(first: number | Uint8ClampedArray, second: number) {
    this.data = typeof first === "number" ? new Uint8ClampedArray(4 * first * second) : first;
  }
}
/** the pixels that were put on each canvas, on the page or beside it */
let painted: { readonly width: number; readonly height: number; readonly hash: string }[] = [];

beforeEach(() => {
  stubPage();
  painted = [];
  vi.stubGlobal("ImageData", Pixels);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(WIDTH);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(function (
    this: HTMLCanvasElement,
  ) {
    const context = {
      putImageData: ({ data }: Pixels) => {
        const { width, height } = this;
        painted.push({ width, height, hash: bytesToHex(sha256(Uint8Array.from(data))) });
      },
      setTransform() {},
      clearRect() {},
      drawImage() {},
      strokeRect() {},
    };
    return context as never;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A plot as text: its drawings, one tag a line, numbers to two decimals, and what its canvases hold. */
async function drawnAsText({ draw }: GalleryPlot): Promise<string> {
  const element = document.createElement("div");
  document.body.append(element);
  const root = createRoot(element);
  await act(async () => root.render(draw()));
  const drawings = [...element.querySelectorAll("svg")]
    .filter((svg) => svg.parentElement?.closest("svg") === null)
    .map((svg) => svg.outerHTML);
  const canvases = painted.map(
    ({ width, height, hash }) =>
      `<!-- pixels ${width} × ${height}, sha256 ${hash.slice(0, 16)} -->`,
  );
  await act(async () => root.unmount());
  element.remove();
  const names: string[] = [];
  // React counts them through a page: here by their order in the plot
  const nameOf = (name: string): string =>
    `id-${names.includes(name) ? names.indexOf(name) : names.push(name) - 1}`;
  return `${[...drawings, ...canvases]
    .join("\n")
    .replace(/_r_\w+_/g, nameOf)
    .replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100))
    .replace(/></g, ">\n<")}\n`;
}

it.each(GALLERY.map((plot) => [plot.name, plot] as const))(
  "draws %s as before",
  async (name, plot) => {
    const text = await drawnAsText(plot);
    expect(text).toMatch(/<svg|<!-- pixels/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    await expect(text).toMatchFileSnapshot(join(GOLDENS, `${name}.svg`));
  },
);

it("draws the same twice", async () => {
  const [plot] = GALLERY;
  const first = await drawnAsText(plot!);
  painted = [];
  expect(await drawnAsText(plot!)).toBe(first);
});

it("defines the colours of two bars apart, as one of them may be left undrawn (regression)", async () => {
  const element = document.createElement("div");
  const root = createRoot(element);
  const heatmap = GALLERY.find(({ name }) => name === "heatmap")!;
  await act(async () =>
    root.render(
      <>
        {heatmap.draw()}
        {heatmap.draw()}
      </>,
    ),
  );
  const names = [...element.querySelectorAll("linearGradient")].map(({ id }) => id);
  expect(new Set(names).size).toBe(2);
  await act(async () => root.unmount());
});

it("names lines under the plot where their names would run into what stands beside it (regression)", async () => {
  const element = document.createElement("div");
  const root = createRoot(element);
  const draw = (...names: string[]) =>
    act(async () =>
      root.render(
        <LineChart
          describe="Two lines."
          x={{ domain: [0, 1], ticks: [] }}
          y={{ domain: [0, 1], ticks: [] }}
          xTitle="side"
          lines={names.map((name, i) => ({
            key: name,
            name,
            series: seriesOf(i),
            points: [
              [0, 0],
              [1, 1],
            ],
          }))}
        />,
      ),
    );
  await draw("SLaK-T", "ConvNeXt-T");
  expect(element.querySelector(".line-key")).toBeNull();
  await draw("SLaK-T", "ConvNeXt-nano (convnext_31_start)");
  expect(element.querySelector(".line-key")?.textContent).toContain("convnext_31_start");
  expect(element.querySelector("svg .dl")).toBeNull();
  await act(async () => root.unmount());
});

it("keeps a golden file for each plot and no other", () => {
  expect(readdirSync(GOLDENS).toSorted()).toEqual(
    GALLERY.map(({ name }) => `${name}.svg`).toSorted(),
  );
});
