/** Makes one picture that stands alone out of all the plots of a figure, as they lie on the page. */
const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];
const MARGIN = 16;
export interface Drawing {
  readonly text: string;
  /** px */
  readonly width: number;
  readonly height: number;
}

/** Every `.plot` inside the element, with the titles of plots, as one SVG; null when none is drawn. */
export function drawPlots(figure: HTMLElement | null): Drawing | null {
  const parts = [
    ...(figure?.querySelectorAll<HTMLElement | SVGSVGElement>(
      ".plot canvas, .plot svg.s, .plot-title",
    ) ?? []),
  ].filter((part) => visibleBox(part).width > 0);
  if (!figure || !parts.some((part) => part instanceof SVGSVGElement)) return null;
  const boxes = parts.map(visibleBox);
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
  const width = Math.max(...boxes.map((box) => box.right)) + MARGIN - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) + MARGIN - top;
  const root = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("width", String(width));
  root.setAttribute("height", String(height));
  const paper = getComputedStyle(document.body).backgroundColor;
  root.append(makeElement("rect", { width, height, fill: paper }));
  parts.forEach((part, i) => {
    const box = boxes[i]!;
    const place = { x: box.left - left, y: box.top - top, width: box.width, height: box.height };
    if (part instanceof HTMLCanvasElement) {
      const whole = part.getBoundingClientRect();
      const image = makeElement("image", {
        x: whole.left - box.left,
        y: whole.top - box.top,
        width: whole.width,
        height: whole.height,
        href: part.toDataURL(),
        opacity: getComputedStyle(part).opacity || 1,
        preserveAspectRatio: "none",
        "image-rendering": "pixelated",
      });
      // a magnified map is seen through its window only
      const window = makeElement("svg", { ...place, overflow: "hidden" });
      window.append(image);
      root.append(window);
    } else if (part instanceof SVGSVGElement) {
      const copy = withStyles(part);
      for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
      copy.setAttribute("overflow", "visible");
      root.append(copy);
    } else {
      const { fontFamily, fontSize, fontWeight, color } = getComputedStyle(part);
      const title = makeElement("text", {
        x: place.x,
        y: place.y + 15,
        "font-family": fontFamily,
        "font-size": fontSize,
        "font-weight": fontWeight,
        fill: color,
      });
      title.textContent = part.textContent;
      root.append(title);
    }
  });
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
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
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

function makeElement(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A copy whose looks do not hang on the page's style sheets. */
function withStyles(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, i) => {
    const original = originals[i];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
    const stop = style.getPropertyValue("stop-color");
    if (element.tagName === "stop" && stop) element.setAttribute("stop-color", stop);
  });
  return copy;
}

/** The same as a PNG of twice its size on the page. */
export async function plotsToPng(figure: HTMLElement | null): Promise<Blob | null> {
  const drawing = drawPlots(figure);
  if (!drawing) return null;
  const image = new Image();
  const url = URL.createObjectURL(new Blob([drawing.text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawing.width * 2);
    canvas.height = Math.round(drawing.height * 2);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve));
  } finally {
    URL.revokeObjectURL(url);
  }
}
