/** A figure as a picture for a paper: drawn anew in the width of a page's column, with its conditions. */
import { cellElement } from "../notebook/cellElements.ts";
import { drawPlots, type Drawing } from "../plots/exportPlots.ts";
import { embedFaces } from "./pageSheets.ts";
import { onPaper } from "./paper.ts";
import { withDensity } from "./pngDensity.ts";

/** of print; a drawing's px are 1/96 of an inch */
const DPI = 300;
const PX_AN_INCH = 96;

/** The figure of a cell as an SVG that holds its faces; null when no plot is drawn. */
export async function drawFigure(cellId: string): Promise<Drawing | null> {
  const faces = await embedFaces(document, fetch.bind(globalThis), (style) => style === "normal");
  return onPaper("picture", cellId, () => {
    const cell = cellElement(cellId);
    return drawPlots(cell?.querySelector<HTMLElement>(".figure-body") ?? null, {
      faces,
      title: textOf(cell, ".picture-title"),
      about: textOf(cell, ".caption .markdown, .caption"),
    });
  });
}
const textOf = (cell: HTMLElement | null, selector: string): string => {
  const copy = cell?.querySelector(selector)?.cloneNode(true) as Element | undefined;
  copy?.querySelectorAll("button, .katex-html").forEach((element) => element.remove());
  return copy?.textContent?.trim() ?? "";
};

/** The same as a PNG of 300 dpi. */
export async function paintFigure(cellId: string): Promise<Blob | null> {
  const drawing = await drawFigure(cellId);
  if (!drawing) return null;
  const image = new Image();
  const url = URL.createObjectURL(new Blob([drawing.text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((drawing.width * DPI) / PX_AN_INCH);
    canvas.height = Math.round((drawing.height * DPI) / PX_AN_INCH);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!png) return null;
    const bytes = withDensity(new Uint8Array(await png.arrayBuffer()), DPI);
    return new Blob([bytes], { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}
