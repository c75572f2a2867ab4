/** Makes pictures that stand alone out of the plot on the page. */
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

/** The plot as one SVG, styles and raster within; null when none is drawn. */
export function drawSvg(
  plot: HTMLElement | null,
): { text: string; width: number; height: number } | null {
  const svg = plot?.querySelector<SVGSVGElement>("svg.s");
  const canvas = plot?.querySelector("canvas");
  if (!plot || !svg || !canvas) return null;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, i) => {
    const original = originals[i];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
  });
  const width = svg.clientWidth + 2 * MARGIN;
  const height = svg.clientHeight + 2 * MARGIN;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width} ${height}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const paper = getComputedStyle(document.body).backgroundColor;
  const { left, top, width: w, height: h } = canvas.style;
  copy.insertAdjacentHTML(
    "afterbegin",
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${width}" height="${height}" fill="${paper}"/>` +
      `<image href="${canvas.toDataURL()}" x="${parseFloat(left)}" y="${parseFloat(top)}" ` +
      `width="${parseFloat(w)}" height="${parseFloat(h)}" preserveAspectRatio="none" image-rendering="pixelated"/>`,
  );
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** The plot as a PNG of twice its size on the page; null when none is drawn. */
export async function drawPng(plot: HTMLElement | null): Promise<Blob | null> {
  const svg = drawSvg(plot);
  if (!svg) return null;
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg.text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = svg.width * 2;
    canvas.height = svg.height * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve));
  } finally {
    URL.revokeObjectURL(url);
  }
}
