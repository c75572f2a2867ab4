/** The document inside an exported page: data that no browser runs, and that Fieldbook finds again. */

const BEGIN = '<script type="application/json" id="fieldbook">';
const END = "</script>";

/** A document, serialised, as an element of a page; nothing in it can end the element. */
export const embedNotebook = (text: string): string =>
  `${BEGIN}${text.replaceAll("<", "\\u003c")}${END}`;

/** The serialised document that an exported page holds; null when the page is of another kind. */
export function readExportedHtml(html: string): string | null {
  const begin = html.indexOf(BEGIN);
  if (begin < 0) return null;
  const end = html.indexOf(END, begin);
  return end < 0 ? null : html.slice(begin + BEGIN.length, end);
}
