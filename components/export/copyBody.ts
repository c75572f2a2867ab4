/** The body of a cell as it is drawn, to stand alone: pictures within, nothing that acts. */

/** What a person works with rather than reads; a component marks more of it with `data-live`. */
const CONTROLS = [
  "[data-live], [hidden], [popover], .conditions, .choose, .menu, .map-surface, .progress",
  ".acts, .field",
  "button, input, select, textarea, label, form, fieldset, progress, dialog",
  "script, style, link, meta, base, template, iframe, object, embed, audio, video",
].join();
const OUTWARD = /^(?:https?:|mailto:)/i;
const DATA = /^data:image\//i;
const DROPPED =
  /^(?:on|contenteditable$|draggable$|tabindex$|aria-live$|aria-busy$|popover|data-paper$)/i;
const LIVE_ROLES = new Set(["application", "status", "alert"]);
/** Where a drawing stands; its colours are its own. */
const PLACED = [
  "position",
  "display",
  "left",
  "top",
  "width",
  "height",
  "max-width",
  "opacity",
  "image-rendering",
];

/** Copies a body; the live one stays as it is. */
export function copyBody(live: HTMLElement): HTMLElement {
  const copy = live.cloneNode(true) as HTMLElement;
  bakeCanvases(live, copy);
  bakeImages(live, copy);
  for (const plot of copy.querySelectorAll<HTMLElement>(".plot")) sayWidth(plot);
  for (const tex of copy.querySelectorAll("[data-tex]")) keepMathMl(tex);
  for (const heading of copy.querySelectorAll("button.editable, textarea.editable"))
    heading.replaceWith(titleOf(heading));
  for (const name of copy.querySelectorAll<HTMLInputElement>("input.var")) asWritten(name);
  for (const folded of copy.querySelectorAll("button.folded-line")) unbutton(folded);
  // what heads a row or a column is read, whatever else it does
  for (const head of copy.querySelectorAll("th > button")) head.replaceWith(head.textContent);
  for (const control of copy.querySelectorAll(CONTROLS)) control.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")]) calm(element);
  return copy;
}

/** Canvases are copied empty: each gives way to a picture in its place. */
function bakeCanvases(live: HTMLElement, copy: HTMLElement): void {
  const drawn = [...live.querySelectorAll("canvas")];
  for (const [i, empty] of [...copy.querySelectorAll("canvas")].entries()) {
    const canvas = drawn[i]!;
    const image = empty.ownerDocument.createElement("img");
    image.className = empty.className;
    image.alt = canvas.getAttribute("aria-label") ?? "";
    place(image, canvas);
    const source = pictureOf(canvas);
    if (source !== null) image.src = source;
    empty.replaceWith(image);
  }
}
function place(image: HTMLElement, canvas: HTMLElement): void {
  const style = getComputedStyle(canvas);
  for (const name of PLACED) {
    const value = style.getPropertyValue(name);
    if (value !== "") image.style.setProperty(name, value);
  }
}
/** A drawing says for how many px it was made, so that a narrower page can make it smaller. */
function sayWidth(plot: HTMLElement): void {
  const width = Number(plot.querySelector("svg.s")?.getAttribute("width"));
  if (width > 0) plot.style.setProperty("--drawn", String(Math.round(width)));
}
/** A PNG; null for a canvas without a pixel, or one that another site's picture has tainted. */
function pictureOf(canvas: HTMLCanvasElement): string | null {
  if (canvas.width === 0 || canvas.height === 0) return null;
  try {
    return canvas.toDataURL("image/png");
  } catch {
    return null;
  }
}

/** Pictures of the page's own memory travel within; any other leaves its words. */
function bakeImages(live: HTMLElement, copy: HTMLElement): void {
  const drawn = [...live.querySelectorAll("img")];
  const copies = [...copy.querySelectorAll("img")].filter(
    (image) => !DATA.test(image.getAttribute("src") ?? ""),
  );
  for (const image of copies) {
    const original = drawn.find((other) => other.getAttribute("src") === image.getAttribute("src"));
    const source = original && drawImage(original);
    image.removeAttribute("srcset");
    if (source) image.src = source;
    else image.removeAttribute("src");
  }
}
function drawImage(image: HTMLImageElement): string | null {
  if (!image.complete || image.naturalWidth === 0) return null;
  const canvas = image.ownerDocument.createElement("canvas");
  // no larger than it is shown on a dense screen
  const scale = Math.min(1, (2 * (image.clientWidth || image.naturalWidth)) / image.naturalWidth);
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pictureOf(canvas);
}

/** Formulas need no fonts as MathML, which KaTeX writes beside what it draws. */
function keepMathMl(tex: Element): void {
  const math = tex.querySelector("math");
  if (math) tex.replaceChildren(math);
}

function titleOf(field: Element): Text {
  const written = field instanceof HTMLTextAreaElement ? field.value || field.placeholder : null;
  return field.ownerDocument.createTextNode(written ?? field.textContent);
}
/** The name of a model, which is written where it stands. */
function asWritten(name: HTMLInputElement): void {
  const word = name.ownerDocument.createElement("span");
  word.className = name.className;
  word.textContent = name.value;
  name.replaceWith(word);
}
function unbutton(folded: Element): void {
  const line = folded.ownerDocument.createElement("p");
  line.className = folded.className;
  line.append(...folded.childNodes);
  line.querySelector(".unfold")?.remove();
  folded.replaceWith(line);
}

function calm(element: Element): void {
  for (const { name } of [...element.attributes])
    if (DROPPED.test(name)) element.removeAttribute(name);
  if (LIVE_ROLES.has(element.getAttribute("role") ?? ""))
    // its name tells which keys do what
    for (const name of ["role", "aria-label"]) element.removeAttribute(name);
  const href = element.getAttribute("href") ?? element.getAttribute("xlink:href");
  if (href === null) return;
  const stays =
    element.localName === "a" ? OUTWARD.test(href) : href.startsWith("#") || DATA.test(href);
  if (stays) return;
  element.removeAttribute("href");
  element.removeAttribute("xlink:href");
}
