/** TeX drawn by KaTeX, which comes only when a text has some. */

/** What KaTeX makes before it makes elements. */
interface TexNode {
  readonly attributes?: Record<string, string>;
  readonly children?: readonly TexNode[];
  toNode(): Node;
}
interface TexMaker {
  __renderToDomTree(tex: string, options: object): TexNode;
}
const LONGEST_TEX = 5000;

let loading: Promise<TexMaker> | null = null;

function loadMaker(): Promise<TexMaker> {
  loading ??= Promise.all([import("katex"), import("../styles/tex.css")]).then(
    ([{ default: katex }]) => katex as unknown as TexMaker,
  );
  // a network that failed may be back for the next text
  loading.catch(() => (loading = null));
  return loading;
}

/** The page's policy bars style attributes, not what a script sets: they go by another name and come back. */
const STYLE = "data-tex-style";

function setStylesAside(node: TexNode): void {
  const style = node.attributes?.["style"];
  if (node.attributes && style !== undefined) {
    delete node.attributes["style"];
    node.attributes[STYLE] = style;
  }
  node.children?.forEach(setStylesAside);
}
function takeStylesBack(root: HTMLElement): void {
  for (const element of root.querySelectorAll<HTMLElement | MathMLElement>(`[${STYLE}]`)) {
    // not every browser styles the formula that is read aloud
    if ("style" in element) element.style.cssText = element.getAttribute(STYLE) ?? "";
    element.removeAttribute(STYLE);
  }
}

function drawOne(maker: TexMaker, element: HTMLElement): void {
  const tex = element.textContent;
  try {
    if (tex.length > LONGEST_TEX) throw new Error(`More than ${LONGEST_TEX} characters of TeX`);
    const tree = maker.__renderToDomTree(tex, {
      displayMode: element.dataset["tex"] === "display",
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 500,
      maxSize: 20,
    });
    setStylesAside(tree);
    element.replaceChildren(tree.toNode());
    takeStylesBack(element);
  } catch (error) {
    element.dataset["wrong"] = "";
    element.title = error instanceof Error ? error.message : String(error);
  }
}

/** Draws every TeX source under an element; until then, and when it is wrong, the source stands. */
export async function drawTex(root: ParentNode): Promise<void> {
  const elements = [...root.querySelectorAll<HTMLElement>("[data-tex]")];
  if (elements.length === 0) return;
  const maker = await loadMaker().catch(() => null);
  if (maker) for (const element of elements) drawOne(maker, element);
}
