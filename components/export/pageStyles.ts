/** The page's own styles as text, for a file that stands alone. */
import { readSheets } from "./pageSheets.ts";

/** Faces are embedded apart, see embedFaces; nothing may be asked for. */
const OUTSIDE = /@font-face\s*\{[^}]*\}|@import[^;]*;|@charset[^;]*;/g;
const DARK = /:root\[data-theme=["']?dark["']?\]\s*\{([^}]*)\}/g;

/** The text of every style sheet of a page without what is fetched. `get` is the browser's fetch. */
export async function collectStyles(page: Document, get: typeof fetch): Promise<string> {
  const sheets = await readSheets(page, get);
  return sheets
    .map(({ text }) => text)
    .join("\n")
    .replace(OUTSIDE, "");
}

/** The colours that the page has in the dark, for whoever reads there: nothing runs that could choose. */
export function followDark(styles: string): string {
  const rules = [...styles.matchAll(DARK)].map(([, colours = ""]) => `:root{${colours}}`);
  if (rules.length === 0) return "";
  return `@media screen and (prefers-color-scheme:dark){${rules.join("")}}`;
}
