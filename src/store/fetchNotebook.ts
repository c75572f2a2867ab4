/** Fetching a document that lies elsewhere. */
import { FieldbookError } from "../domain/errors.ts";
import { readCapped } from "./remote/readCapped.ts";

/** Documents with their results embedded are large; nothing sensible is larger. */
export const MOST_NOTEBOOK_BYTES = 64e6;

/** The address as a URL that may be asked for: https, or the page's own origin. */
export function checkNotebookUrl(text: string, base: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url) throw new FieldbookError("bad-spec", `“${text}” is no address of a notebook.`);
  if (url.protocol !== "https:" && url.origin !== new URL(base).origin)
    throw new FieldbookError(
      "bad-spec",
      `${url.href}: a notebook is taken from an address that begins with https, or from this site.`,
    );
  return url;
}

/** Fetches a document as text of at most 64 MB; `get` is the browser's fetch. */
export async function fetchNotebook(url: URL, get: typeof fetch): Promise<string> {
  const response = await get(url, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(
    (cause: unknown) => {
      throw new FieldbookError(
        "bad-file",
        `${url.href} cannot be reached, or its server does not let other sites read it: check the address and the connection.`,
        {},
        { cause },
      );
    },
  );
  if (!response.ok)
    throw new FieldbookError(
      "bad-file",
      `${url.href} answers ${response.status}: check the address.`,
      { status: response.status },
    );
  const tooLarge = (bytes: number): FieldbookError =>
    new FieldbookError(
      "too-large",
      `${url.href} is larger than ${MOST_NOTEBOOK_BYTES / 1e6} MB: it is no notebook, or one to be opened from a file.`,
      { bytes },
    );
  return (await readCapped(response, MOST_NOTEBOOK_BYTES, tooLarge)).text();
}
