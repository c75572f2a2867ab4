/** Drawings of the page as drawings that stand alone. */

const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];

/** An element of SVG with its attributes. */
export function makeElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): Element {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** A copy whose looks do not hang on the page's style sheets; names within it begin with `prefix`. */
export function copyWithStyles(svg: SVGSVGElement, prefix: string): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, i) => {
    const original = originals[i];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      // what is usual need not be said
      if (value !== USUAL[name]) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
    const stop = style.getPropertyValue("stop-color");
    if (element.tagName === "stop" && stop) element.setAttribute("stop-color", stop);
    for (const name of ["class", "style"]) element.removeAttribute(name);
    if (element.tagName === "text" && isTabular(style)) element.setAttribute("class", "t");
    if (element.id !== "") element.id = `${prefix}${element.id}`;
    const fill = element.getAttribute("fill") ?? "";
    element.setAttribute("fill", fill.replace(/url\("?#([^")]*)"?\)/, `url(#${prefix}$1)`));
  });
  for (const name of ["class", "style", "aria-label", "role"]) copy.removeAttribute(name);
  return copy;
}
/** Whether figures are set to one width. */
export const isTabular = (style: CSSStyleDeclaration): boolean =>
  style.getPropertyValue("font-variant-numeric").includes("tabular-nums");

const USUAL: Readonly<Record<string, string>> = {
  "stroke-dasharray": "none",
  "stroke-opacity": "1",
  "stroke-linejoin": "miter",
  opacity: "1",
  "paint-order": "normal",
};
