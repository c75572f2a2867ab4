/** The page's own styles as text, for a file that stands alone. */

/** Faces stay behind, the system's stand in; nothing may be asked for. */
const OUTSIDE = /@font-face\s*\{[^}]*\}|@import[^;]*;|@charset[^;]*;/g;

/**
 * The text of every style sheet of a page, as it was written: what a browser says of a parsed rule
 * loses a shorthand that holds a variable. `get` is the browser's fetch.
 */
export async function collectStyles(page: Document, get: typeof fetch): Promise<string> {
  const texts = [...page.querySelectorAll<HTMLElement>("style, link[rel=stylesheet]")].map(
    async (element) => {
      if (!(element instanceof HTMLLinkElement)) return element.textContent;
      // one of another origin is none of ours
      if (new URL(element.href).origin !== page.location.origin) return "";
      const response = await get(element.href);
      return response.ok ? response.text() : "";
    },
  );
  return (await Promise.all(texts)).join("\n").replace(OUTSIDE, "");
}
