/** Makes one picture that stands alone out of a figure: its plots and its words, as they lie on paper. */
import { findLines, FOLDED, type TextLine } from "./exportText.ts";
import { copyWithStyles, isTabular, makeElement } from "./svgCopy.ts";

const MARGIN = 16;
/** what no attribute says; `t` is the class of text whose figures are all of one width */
const TEXT_STYLES = `text{font-feature-settings:"cv11","calt";white-space:pre}.t{font-variant-numeric:tabular-nums}`;
export interface Drawing {
  readonly text: string;
  /** px */
  readonly width: number;
  readonly height: number;
}
export interface DrawingParts {
  /** `@font-face` rules that load nothing */
  readonly faces?: string;
  /** what the figure is and shows, for those who do not see it */
  readonly title?: string;
  readonly about?: string;
}
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
type Part = HTMLCanvasElement | SVGSVGElement;

/** All plots and words inside the element as one SVG; null when no plot is drawn. */
export function drawPlots(figure: HTMLElement | null, parts: DrawingParts = {}): Drawing | null {
  if (!figure) return null;
  const drawn = [...figure.querySelectorAll<Part>(".plot canvas, svg:not(svg svg)")]
    .filter((part) => !part.closest(`[data-live], button, ${FOLDED}`))
    .map((part) => ({ part, box: visibleBox(part) }))
    .filter(({ box }) => box.right > box.left && box.bottom > box.top);
  if (!drawn.some(({ part }) => part instanceof SVGSVGElement)) return null;
  const lines = findLines(figure);
  const boxes: readonly Box[] = [...drawn.map(({ box }) => box), ...lines];
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) + MARGIN - left);
  const height = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) + MARGIN - top);
  const root = makeElement("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
  for (const [name, text] of [
    ["title", parts.title ?? ""],
    ["desc", parts.about ?? ""],
    ["style", `${parts.faces ?? ""}${TEXT_STYLES}`],
  ] as const) {
    if (text === "") continue;
    const element = makeElement(name, {});
    element.textContent = text;
    root.append(element);
  }
  const paper = getComputedStyle(figure).getPropertyValue("--paper").trim() || "#fff";
  root.append(makeElement("rect", { width, height, fill: paper }));
  drawn.forEach(({ part, box }, i) => {
    const place = {
      x: tidy(box.left - left),
      y: tidy(box.top - top),
      width: tidy(box.right - box.left),
      height: tidy(box.bottom - box.top),
    };
    if (part instanceof HTMLCanvasElement) root.append(drawCanvas(part, box, place));
    else {
      const copy = copyWithStyles(part, `p${i}-`);
      for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
      copy.setAttribute("overflow", "visible");
      root.append(copy);
    }
  });
  for (const line of lines) root.append(drawLine(line, left, top));
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

const tidy = (px: number): number => Math.round(px * 100) / 100;

/** A magnified map is seen through its window only. */
function drawCanvas(
  canvas: HTMLCanvasElement,
  box: Box,
  place: Readonly<Record<string, number>>,
): Element {
  const whole = canvas.getBoundingClientRect();
  const { opacity, imageRendering } = getComputedStyle(canvas);
  const window = makeElement("svg", { ...place, overflow: "hidden" });
  window.append(
    makeElement("image", {
      x: tidy(whole.left - box.left),
      y: tidy(whole.top - box.top),
      width: tidy(whole.width),
      height: tidy(whole.height),
      href: canvas.toDataURL(),
      opacity: opacity || 1,
      preserveAspectRatio: "none",
      "image-rendering": imageRendering || "pixelated",
    }),
  );
  return window;
}

function drawLine({ text, left, baseline, style }: TextLine, x0: number, y0: number): Element {
  const element = makeElement("text", {
    x: tidy(left - x0),
    y: tidy(baseline - y0),
    "font-family": style.fontFamily,
    "font-size": style.fontSize,
    "font-weight": style.fontWeight,
    "font-style": style.fontStyle,
    "letter-spacing": style.letterSpacing,
    fill: style.color,
  });
  if (isTabular(style)) element.setAttribute("class", "t");
  element.textContent = text;
  return element;
}

/** Where an element lies on the page, as far as the windows that it is seen through show it. */
function visibleBox(part: Element): Box {
  let { left, top, right, bottom } = part.getBoundingClientRect();
  for (
    let window = part.parentElement?.closest(".window");
    window;
    window = window.parentElement?.closest(".window")
  ) {
    const edge = window.getBoundingClientRect();
    left = Math.max(left, edge.left);
    top = Math.max(top, edge.top);
    right = Math.min(right, edge.right);
    bottom = Math.min(bottom, edge.bottom);
  }
  return { left, top, right, bottom };
}
