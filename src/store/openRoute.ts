/** Opening what the page's address asks for. */
import type { NotebookDocument } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import { checkNotebookUrl, fetchNotebook } from "./fetchNotebook.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import { serialiseNotebook } from "./format/serialiseNotebook.ts";
import { decodeShareLink } from "./format/shareLink.ts";
import type { Notebook } from "./notebook.ts";
import type { Origin } from "./persistence/library.ts";
import type { Route } from "./route.ts";
import { openNotebook, startNotebook } from "./session.ts";
import { createWelcome } from "./welcome.ts";

export interface Surroundings {
  /** the page's own address */
  readonly address: string;
  /** the id of the notebook that was open last, if it is remembered */
  readonly last: string | null;
  readonly fetch: typeof fetch;
}

/** Opens a notebook; rejects with a FieldbookError whose sentence says why it cannot. */
export async function openRoute(
  book: Notebook,
  route: Exclude<Route, { type: "library" | "published" }>,
  { address, last, fetch }: Surroundings,
): Promise<void> {
  switch (route.type) {
    case "notebook":
      if (!book.library)
        throw new FieldbookError(
          "storage",
          "This browser keeps no notebooks for this page, so the one of this address is not here.",
        );
      return openNotebook(book, route.id);
    case "shared": {
      const document = await decodeShareLink(route.fragment);
      await startNotebook(book, document, { origin: createOrigin(book, "link", "", document) });
      return;
    }
    case "url":
      return openFrom(book, route.url, { address, fetch });
    case "last":
      return openLast(book, { address, last, fetch });
    default:
      return route satisfies never;
  }
}

const createOrigin = (
  book: Notebook,
  type: Origin["type"],
  url: string,
  document: NotebookDocument,
): Origin => ({ type, url, published: serialiseNotebook(document), openedAt: book.date() });

/** Starts a copy of a notebook that lies elsewhere, with its results. */
async function openFrom(
  book: Notebook,
  asked: string,
  { address, fetch }: Pick<Surroundings, "address" | "fetch">,
): Promise<void> {
  const url = checkNotebookUrl(asked, address);
  const { document, ...read } = parseNotebook(await fetchNotebook(url, fetch));
  const examples = new URL(`${book.base}examples/`, address).href;
  const type = url.href.startsWith(examples) ? "example" : "url";
  const origin = createOrigin(book, type, url.href, document);
  await startNotebook(book, document, { origin, results: read.results, notes: read.notes });
}

/** What a first visit opens, below the folder of examples. */
export const FIRST_EXAMPLE = "scaling-past-31.fieldbook.json";

async function openLast(book: Notebook, around: Surroundings): Promise<void> {
  const { last } = around;
  const kept = ((await book.library?.list()) ?? []).filter(({ deletedAt }) => deletedAt === null);
  const newest = kept.toSorted((p, q) => (p.modifiedAt < q.modifiedAt ? 1 : -1))[0];
  const found = kept.find(({ id }) => id === last) ?? newest;
  if (found) return openNotebook(book, found.id);
  try {
    await openFrom(book, `${book.base}examples/${FIRST_EXAMPLE}`, around);
  } catch {
    // where no examples are served, one that needs no file
    await startNotebook(book, createWelcome(book.newId), {});
  }
}
