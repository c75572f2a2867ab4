/** What a model's card tells beside its index: zeros, and the network without the edits. */
import { findCell } from "./cells.ts";
import { compute } from "./compute.ts";
import { URGENCY } from "./lane.ts";
import { patchRuntime, runtimeOf, type Notebook } from "./notebook.ts";
import { countPart, modelPart, type Part } from "./parts.ts";
import { keepResult, recall } from "./results.ts";
import { runnerOf } from "./runner.ts";
import { uneditedModel } from "./unedited.ts";

/** Tells a model's card its zeros, and what its edits are measured against, behind all that waits. */
export const completeCard = (book: Notebook, id: string, count: Part): Promise<void> =>
  tell(book, id, [count, ...uneditedParts(book, id)]);

/** Reads a model's weights when nothing else wants the engine, and shows at its cell what they hold. */
export const countLater = (book: Notebook, id: string, count: Part): Promise<void> =>
  tell(book, id, [count]);

async function tell(book: Notebook, id: string, parts: readonly Part[]): Promise<void> {
  const { turns } = runnerOf(book);
  const turn = turns.get(id);
  const current = (): boolean => turns.get(id) === turn;
  for (const part of parts) {
    if (book.results.has(part.key)) continue;
    await know(book, part, current);
    if (!current()) return;
    const { shown } = runtimeOf(book, id);
    // drawn anew also when it was only found again
    if (shown) patchRuntime(book, id, { shown: { ...shown } });
  }
}

/** What the edits are measured against; nothing where there are none. */
function uneditedParts(book: Notebook, id: string): readonly Part[] {
  const { document, graph } = book.store.getState();
  const cell = findCell(document, id);
  if (cell?.type !== "model") return [];
  const unedited = uneditedModel(document.cells, cell);
  if (!unedited || unedited.identity === graph.models.get(cell.name)?.identity) return [];
  return [modelPart(unedited), countPart(unedited)];
}

/** What depends on a model asks for its share of the engine within this time, ms. */
const GRACE_MS = 150;

/** Finds a result, or computes it behind all that waits. */
async function know(book: Notebook, part: Part, current: () => boolean): Promise<void> {
  if (await recall(book, [part.key])) return;
  await new Promise((done) => setTimeout(done, GRACE_MS));
  if (!current()) return;
  const leave = await runnerOf(book).lane.enter(URGENCY.background, new AbortController().signal);
  try {
    if (!current() || (await recall(book, [part.key]))) return;
    keepResult(book, part.key, await compute(book, part, {}));
  } catch {
    // the card does without
  } finally {
    leave();
  }
}
