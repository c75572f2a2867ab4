/** What the page's address asks for. */

export type Route =
  | { readonly type: "library" }
  /** what papers print, beside what was measured here */
  | { readonly type: "published" }
  | { readonly type: "notebook"; readonly id: string; readonly cell: string | null }
  /** a document inside the address itself */
  | { readonly type: "shared"; readonly fragment: string }
  /** a document that lies elsewhere */
  | { readonly type: "url"; readonly url: string }
  /** whatever was open last */
  | { readonly type: "last"; readonly cell: string | null };

/** Reads an address; what it does not understand asks for nothing. */
export function parseRoute({ hash, search }: { hash: string; search: string }): Route {
  const fragment = hash.replace(/^#/, "");
  if (fragment === "library") return { type: "library" };
  if (fragment === "published") return { type: "published" };
  if (fragment.startsWith("doc=")) return { type: "shared", fragment };
  const asked = new URLSearchParams(fragment);
  const cell = asked.get("cell");
  const id = asked.get("n");
  if (id) return { type: "notebook", id, cell };
  const url = new URLSearchParams(search).get("notebook");
  if (url) return { type: "url", url };
  return { type: "last", cell };
}
/** The fragment that leads to a notebook of this browser, or to a cell in it. */
export const notebookHash = (id: string, cell: string | null = null): string =>
  `#n=${encodeURIComponent(id)}${cell === null ? "" : `&cell=${encodeURIComponent(cell)}`}`;
