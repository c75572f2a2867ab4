/** Words of a page as words of a drawing, line by line where they stand. */

export interface TextLine {
  readonly text: string;
  /** px of the page */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly baseline: number;
  readonly style: CSSStyleDeclaration;
}

/** What is folded away has a place all the same, where other things are drawn. */
export const FOLDED = "details:not([open]) > :not(summary)";

/** Every visible line of text inside an element that lies in no drawing. */
export function findLines(root: Element): readonly TextLine[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const lines: TextLine[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.nodeValue?.trim()) continue;
    if (parent.closest(`svg, .unseen, [data-live], ${FOLDED}`)) continue;
    const style = getComputedStyle(parent);
    if (style.display === "none" || style.visibility === "hidden") continue;
    lines.push(...linesOf(node as Text, style));
  }
  return lines;
}

/** A browser tells where a range lies, not where it breaks: words are asked one by one. */
function linesOf(node: Text, style: CSSStyleDeclaration): TextLine[] {
  const range = document.createRange();
  const lines: (Extent & { readonly from: number; to: number; right: number })[] = [];
  // narrow and other no-break spaces are part of a word
  for (const { 0: word, index } of node.data.matchAll(/[^ \t\n\r\f]+/g)) {
    const to = index + word.length;
    range.setStart(node, index);
    range.setEnd(node, to);
    const { left, right, top, bottom, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - top) < 2) Object.assign(line, { to, right });
    else lines.push({ from: index, to, left, right, top, bottom });
  }
  return lines.map(({ from, to, left, right, top, bottom }) => ({
    text: node.data.slice(from, to).replace(/[ \t\n\r\f]+/g, " "),
    ...{ left, right, top, bottom, style },
    baseline: top + ascentOf(bottom - top, style),
  }));
}
interface Extent {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** px from the top of a line of some height to its baseline */
function ascentOf(height: number, style: CSSStyleDeclaration): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return 0.8 * height;
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText("x");
  return up + down > 0 ? (height * up) / (up + down) : 0.8 * height;
}
