/** What a change of the document makes of its figures: found again, run when cheap, else marked stale. */
import type { Cell } from "../domain/document.ts";
import { nextTask } from "../domain/nextTask.ts";
import { findCell } from "./cells.ts";
import { completeCard } from "./countLater.ts";
import { describeChange } from "./describeChange.ts";
import { describeModel } from "./describeModel.ts";
import { CHEAP_SECONDS, expectSeconds } from "./expect.ts";
import { filesOf, findFiles } from "./files.ts";
import { modelsUsed, type ResolvedModel } from "./graph.ts";
import { URGENCY } from "./lane.ts";
import {
  patchRuntime,
  runtimeOf,
  type Notebook,
  type NotebookState,
  type Shown,
} from "./notebook.ts";
import { modelPart, type Part, partsOf } from "./parts.ts";
import { recall } from "./results.ts";
import { dispatch, runnerOf, sameKeys, takeTurn } from "./runner.ts";
import { recalled, startRun, stopAll } from "./runs.ts";
import { show } from "./showing.ts";

/** What a notebook may compute by itself when it is opened, seconds in all. */
const OPENING_SECONDS = 20;

/** Follows every change of the document; returns the end of that. */
export function startReacting(book: Notebook): () => void {
  return book.store.subscribe((state, before) => {
    if (state.id !== before.id) void openCells(book, state);
    else {
      if (state.document !== before.document) followDocument(book, state, before);
      if (state.present !== before.present) retryMissing(book, state);
      if (state.runtime !== before.runtime) followModels(book, state, before);
    }
  });
}

/** Whether a cell computes at all. */
const computes = ({ type }: Cell): boolean => type !== "text" && type !== "unknown";

async function openCells(book: Notebook, { document, id, runtime }: NotebookState): Promise<void> {
  stopAll(book);
  const { asked, waiting } = runnerOf(book);
  asked.clear();
  waiting.clear();
  if (runtime.size > 0) book.store.setState({ runtime: new Map() });
  const here = (): boolean => book.store.getState().id === id;
  void findFiles(book, document);
  const budget = { seconds: OPENING_SECONDS };
  // models first: the others are judged by them
  const models = document.cells.filter(({ type }) => type === "model");
  await Promise.all(models.map((cell) => refresh(book, cell.id, budget)));
  for (const cell of document.cells)
    if (here() && computes(cell) && cell.type !== "model") await refresh(book, cell.id, budget);
}

function followDocument(book: Notebook, state: NotebookState, before: NotebookState): void {
  const old = new Map(before.document.cells.map((cell) => [cell.id, cell]));
  const renamed = state.graph !== before.graph;
  for (const cell of state.document.cells) {
    const was = old.get(cell.id);
    old.delete(cell.id);
    if (computes(cell) && (cell !== was || (renamed && asksAnew(book, cell)))) {
      void refresh(book, cell.id);
    }
  }
  for (const id of old.keys()) forgetCell(book, id);
}

/** Whether other results are asked for than when the cell was last brought up to date. */
function asksAnew(book: Notebook, cell: Cell): boolean {
  const keys = partsOf(cell, book.store.getState().graph).map(({ key }) => key);
  return !sameKeys(runnerOf(book).asked.get(cell.id) ?? [], keys);
}

function forgetCell(book: Notebook, id: string): void {
  takeTurn(book, id);
  runnerOf(book).asked.delete(id);
  const runtime = new Map(book.store.getState().runtime);
  if (runtime.delete(id)) book.store.setState({ runtime });
}

/** When a model was opened, or could not be, the cells that waited for it are judged. */
function followModels(book: Notebook, { document, runtime }: NotebookState, before: NotebookState) {
  const settled = document.cells.some((cell) => {
    if (cell.type !== "model") return false;
    const now = runtime.get(cell.id)?.run;
    return now !== before.runtime.get(cell.id)?.run && now?.status !== "running";
  });
  if (settled) for (const id of [...runnerOf(book).waiting]) void refresh(book, id);
}

/** Cells that failed for want of a file are run again when it is here. */
function retryMissing(book: Notebook, { document, graph, present, runtime }: NotebookState): void {
  for (const cell of document.cells) {
    const run = runtime.get(cell.id)?.run;
    if (run?.status !== "failed" || run.error.code !== "missing-file") continue;
    const roots = partsOf(cell, graph).map(({ model }) => model.root);
    const wanted = [
      ...filesOf(cell),
      ...roots.flatMap((root) => (root.type === "file" ? [root.file] : [])),
    ];
    if (wanted.every(({ sha256 }) => present.has(sha256)))
      void startRun(book, cell.id, URGENCY.reaction);
  }
}

/**
 * Brings a cell up to date with what it asks for: shown at once when the results are known, run
 * when that is cheap, else marked stale with the time that it would take. A change of title,
 * colours or text costs nothing. `budget` bounds what several cells may take together.
 * Resolves when what is cheap has run.
 */
export async function refresh(
  book: Notebook,
  id: string,
  budget: { seconds: number } = { seconds: Infinity },
): Promise<void> {
  const { document, graph } = book.store.getState();
  const runner = runnerOf(book);
  const cell = findCell(document, id);
  runner.waiting.delete(id);
  if (!cell) return;
  const parts = partsOf(cell, graph);
  const keys = parts.map(({ key }) => key);
  const known = sameKeys(runner.asked.get(id) ?? [], keys);
  const { shown } = runtimeOf(book, id);
  const shows = shown !== null && sameKeys(shown.keys, keys);
  // running, stopped, failed or out of date as before: nothing that it depends on changed
  if (known && keys.length > 0 && !shows && !waits(book, id)) return;
  if (runner.active.has(id) && known) return;
  runner.asked.set(id, keys);
  const { current } = takeTurn(book, id);
  if (parts.length === 0) return retire(book, cell);
  if (await recall(book, cell.type === "model" ? keys.slice(0, 1) : keys))
    return showKnown(book, cell, parts, current);
  if (!current()) return;
  const expected = cell.type === "model" ? 0 : expectSeconds(book, parts);
  patchRuntime(book, id, { expected });
  if (expected === null) {
    runner.waiting.add(id);
    if (parts.some(({ model }) => willOpen(book, model.cell.id))) return;
  }
  if (expected !== null && expected < CHEAP_SECONDS && expected <= budget.seconds) {
    budget.seconds -= expected;
    // what a person did is drawn before what follows from it starts
    await nextTask();
    return current() ? startRun(book, id, URGENCY.reaction) : undefined;
  }
  retire(book, cell);
}

/** Whether a cell has neither run nor been judged. */
function waits(book: Notebook, id: string): boolean {
  const { run, expected } = runtimeOf(book, id);
  return expected === null && ["idle", "done", "stale"].includes(run.status);
}
const willOpen = (book: Notebook, model: string): boolean =>
  ["idle", "running"].includes(runtimeOf(book, model).run.status);

async function showKnown(
  book: Notebook,
  cell: Cell,
  parts: readonly Part[],
  current: () => boolean,
): Promise<void> {
  const keys = parts.map(({ key }) => key);
  try {
    await show(book, cell.id, keys, current);
  } catch {
    // maps are read in the engine's worker: a run starts a lost one anew and says what fails
    if (current()) await startRun(book, cell.id, URGENCY.reaction);
    return;
  }
  if (!current()) return;
  recalled(book, cell.id, keys);
  patchRuntime(book, cell.id, { expected: null });
  if (cell.type === "model") void completeCard(book, cell.id, parts.at(-1)!);
}

/** What changed of the models that a cell showed and still asks for. */
function changedModels(book: Notebook, shown: Shown, cell: Cell): readonly string[] {
  const { models } = book.store.getState().graph;
  const sidesOf = (model: ResolvedModel): readonly number[] | null => {
    const value = book.results.get(modelPart(model).key);
    return value?.kind === "model" ? value.summary.kernelSizes : null;
  };
  return [...new Set(modelsUsed(cell))].flatMap((name) => {
    const [before, after] = [shown.models?.get(name), models.get(name)];
    return before && after ? describeModel(before, after, sidesOf) : [];
  });
}

/** Takes what a cell shows for what it was, with what changed since. */
function retire(book: Notebook, cell: Cell): void {
  const { shown, run } = runtimeOf(book, cell.id);
  if (!shown && run.status === "idle") return;
  const change = shown ? describeChange(shown.cell, cell, changedModels(book, shown, cell)) : "";
  dispatch(book, cell.id, { type: "changed", change });
}
