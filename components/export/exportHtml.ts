/** The open notebook as one HTML file: everything as it is drawn, and the document to go on with. */
import { exportNotebook } from "../../src/store/embedded.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { select } from "../../src/store/selection.ts";
import { cellElement, elementIdOf } from "../notebook/cellElements.ts";
import { copyBody } from "./copyBody.ts";
import { composePage, escapeHtml } from "./htmlPage.ts";
import { embedFaces } from "./pageSheets.ts";
import { collectStyles, followDark } from "./pageStyles.ts";
import { onPaper } from "./paper.ts";

const MOST_WAIT_MS = 5000;
const STEP_MS = 50;
const USUAL_WIDTH = 1080;

const bodyOf = (id: string): HTMLElement | null =>
  cellElement(id)?.querySelector<HTMLElement>(".cell-body") ?? null;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Cells beyond the window are not laid out, nor their figures drawn, until they are asked to be. */
async function withAllDrawn<T>(ids: readonly string[], make: () => T): Promise<T> {
  const elements = ids.map(cellElement).filter((element) => element !== null);
  for (const element of elements) element.style.setProperty("content-visibility", "visible");
  try {
    // a drawing follows its width a frame later
    await pause(2 * STEP_MS);
    for (let waited = 0; waited < MOST_WAIT_MS && elements.some(hasRawTex); waited += STEP_MS)
      await pause(STEP_MS);
    return onPaper("page", null, make);
  } finally {
    for (const element of elements) element.style.removeProperty("content-visibility");
  }
}
const hasRawTex = (element: Element): boolean =>
  element.querySelector("[data-tex]:not([data-wrong]):not(:has(math))") !== null;

/** One file of what the page shows now; `foot` is printed under it. Folded cells show their title. */
export async function exportHtml(
  book: Notebook,
  { results = false, foot = [] }: { results?: boolean; foot?: readonly string[] } = {},
): Promise<string> {
  const { document: notebook, selection } = book.store.getState();
  // a text that is being written is read again as it will stand
  if (selection.editing) select(book, selection.cell, false);
  const ids = notebook.cells.map(({ id }) => id);
  const get = fetch.bind(globalThis);
  const styles = await collectStyles(document, get);
  const faces = await embedFaces(document, get);
  return withAllDrawn(ids, () => {
    const cells = notebook.cells.flatMap(({ id, type }) => {
      const live = bodyOf(id);
      if (!live) return [];
      const body = copyBody(live).outerHTML;
      return `<section class="cell type-${type}" data-bare id="${escapeHtml(elementIdOf(id))}">${body}</section>`;
    });
    const first = document.querySelector(".cell .cell-body h1")?.textContent.trim();
    return composePage({
      title: notebook.title,
      styles: `${faces}${styles}\n${followDark(styles)}`,
      width: bodyOf(ids[0] ?? "")?.clientWidth || USUAL_WIDTH,
      cells:
        first === notebook.title ? cells : [`<h1>${escapeHtml(notebook.title)}</h1>`, ...cells],
      notebook: exportNotebook(book, { results }),
      foot,
    });
  });
}
