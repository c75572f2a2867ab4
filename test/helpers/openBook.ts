import { createDirectClient } from "../../src/client/directClient.ts";
import type { NotebookDocument } from "../../src/domain/document.ts";
import type { NamedBlob } from "../../src/domain/job.ts";
import type { KeptValue, ResultKey } from "../../src/domain/stored.ts";
import { buildGraph } from "../../src/store/graph.ts";
import {
  createNotebook,
  runtimeOf,
  type Notebook,
  type NotebookOptions,
} from "../../src/store/notebook.ts";
import type { Library } from "../../src/store/persistence/library.ts";
import { startReacting } from "../../src/store/reacting.ts";
import { createWelcome } from "../../src/store/welcome.ts";
import { fakeInquiry, FakeSession } from "./fakeSession.ts";

export interface Opened {
  readonly book: Notebook;
  readonly session: FakeSession;
  /** milliseconds that each look at the clock takes */
  readonly clock: { tickMs: number };
}
/** What a library keeps of results and files, in memory. */
export function memoryLibrary() {
  const results = new Map<ResultKey, KeptValue>();
  const files = new Map<string, NamedBlob>();
  const library = {
    results: async (keys: readonly ResultKey[]) =>
      new Map(keys.flatMap((key) => (results.has(key) ? [[key, results.get(key)!]] : []))),
    putResult: async (key: ResultKey, value: KeptValue) => void results.set(key, value),
    file: async (sha256: string) => files.get(sha256) ?? null,
    putFile: async (sha256: string, file: NamedBlob) => void files.set(sha256, file),
  } as unknown as Library;
  return { results, files, library };
}
/** A notebook over a fake engine that follows its document; ids are id0, id1, …; a look at the clock takes 0.1 s. */
export function openBook(library: Library | null = null, options: NotebookOptions = {}): Opened {
  const session = new FakeSession();
  const clock = { tickMs: 100 };
  let time = 0;
  let id = 0;
  const book = createNotebook(createDirectClient(session, fakeInquiry), {
    library,
    now: () => (time += clock.tickMs),
    newId: () => `id${id++}`,
    ...options,
  });
  startReacting(book);
  return { book, session, clock };
}
let opened = 0;
/** Opens a document as a session does, without keeping it. */
export function show(book: Notebook, document: NotebookDocument): void {
  book.store.setState({
    id: `notebook-${opened++}`,
    document,
    graph: buildGraph(document),
    runtime: new Map(),
  });
}
/** The notebook of a first visit, settled: ids of its model and its figure. */
export async function openWelcome(book: Notebook): Promise<{ model: string; figure: string }> {
  const document = createWelcome(book.newId);
  show(book, document);
  const [, model, figure] = document.cells;
  await settled(book);
  return { model: model!.id, figure: figure!.id };
}
/** Resolves when no cell runs and none is about to. */
export async function settled(book: Notebook): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { document } = book.store.getState();
    const runs = document.cells.some(({ id }) => runtimeOf(book, id).run.status === "running");
    quiet = runs ? 0 : quiet + 1;
  }
}
