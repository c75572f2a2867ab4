/** The fields and the imported maps that the notebooks of this browser speak of. */
import type { FileRef, NotebookDocument } from "../../domain/document.ts";
import { parseNotebook } from "../format/parseNotebook.ts";
import { buildGraph, type Graph } from "../graph.ts";
import type { Notebook } from "../notebook.ts";
import { partsOf, type Part } from "../parts.ts";

/** Where something stands. */
export interface Place {
  readonly notebook: string;
  readonly cell: string;
  /** of the notebook */
  readonly title: string;
}
export interface FieldAsked {
  readonly part: Extract<Part, { kind: "erf" }>;
  readonly place: Place;
}
export interface MapAsked {
  readonly file: FileRef;
  readonly place: Place;
}
/** What could fill a table: nothing of it is read yet. */
export interface Asked {
  /** each result once; the open notebook first, then the one changed last */
  readonly fields: readonly FieldAsked[];
  readonly maps: readonly MapAsked[];
}

function readDocument(
  id: string,
  document: NotebookDocument,
  graph: Graph,
): { fields: FieldAsked[]; maps: MapAsked[] } {
  const fields: FieldAsked[] = [];
  const maps: MapAsked[] = [];
  for (const cell of document.cells) {
    const place = { notebook: id, cell: cell.id, title: document.title };
    if (cell.type === "compare") maps.push(...cell.imported.map(({ file }) => ({ file, place })));
    if (!("conditions" in cell)) continue;
    for (const part of partsOf(cell, graph)) if (part.kind === "erf") fields.push({ part, place });
  }
  return { fields, maps };
}

/** Goes through the open notebook and those of the library; one that cannot be read is left out. */
export async function collectAsked(book: Notebook): Promise<Asked> {
  const { id: open, document, graph } = book.store.getState();
  const found = [readDocument(open, document, graph)];
  const list = (await book.library?.list()) ?? [];
  const others = list
    .filter(({ id, deletedAt }) => id !== open && deletedAt === null)
    .toSorted((p, q) => (p.modifiedAt < q.modifiedAt ? 1 : -1));
  for (const { id } of others) {
    try {
      const stored = await book.library?.load(id);
      if (!stored) continue;
      const { document: other } = parseNotebook(stored.record.text, { keepUnreadable: true });
      found.push(readDocument(id, other, buildGraph(other)));
    } catch {
      // what cannot be read is said where it is opened
    }
  }
  const fields = new Map<string, FieldAsked>();
  for (const field of found.flatMap((one) => one.fields))
    if (!fields.has(field.part.key)) fields.set(field.part.key, field);
  return { fields: [...fields.values()], maps: found.flatMap((one) => one.maps) };
}
