/** Running cells: parts are found or computed one by one, shown as they come, and can be stopped. */
import { toWireError } from "../domain/errors.ts";
import type { Progress } from "../domain/result.ts";
import type { ErfValue, ResultKey } from "../domain/stored.ts";
import { changeCell } from "./actions.ts";
import { findCell } from "./cells.ts";
import { showCoarse } from "./coarse.ts";
import { compute } from "./compute.ts";
import { completeCard } from "./countLater.ts";
import { ensureEngine, forgetEngine, measureEngine } from "./engine.ts";
import { expectSeconds } from "./expect.ts";
import { URGENCY, type Urgency } from "./lane.ts";
import { patchRuntime, runtimeOf, type Notebook } from "./notebook.ts";
import { type Part, partsOf } from "./parts.ts";
import { keepResult, recall } from "./results.ts";
import { dispatch, runnerOf, takeTurn } from "./runner.ts";
import { show } from "./showing.ts";

/** Starts the engine's backend; the page is usable before it answers, also when it cannot. */
export const startEngine = (book: Notebook): Promise<void> => ensureEngine(book).catch(() => {});

/** Runs a cell at a person's word; a run of it under way is superseded. */
export const runCell = (book: Notebook, id: string): void => void startRun(book, id, URGENCY.hand);

/** Runs every cell, down the page; what is known already is not computed again. */
export function runAll(book: Notebook): void {
  for (const { id } of book.store.getState().document.cells) runCell(book, id);
}

/** Stops a cell; what it showed before stays. */
export function stopCell(book: Notebook, id: string): void {
  takeTurn(book, id);
  const { run } = runtimeOf(book, id);
  if (run.status === "running") dispatch(book, id, { type: "stopped", run: run.run });
}
export function stopAll(book: Notebook): void {
  for (const id of [...runnerOf(book).active.keys()]) stopCell(book, id);
}

/** Sets what a figure is asked for back to what it shows. */
export function restoreShown(book: Notebook, id: string): void {
  const { shown } = runtimeOf(book, id);
  if (!shown) return;
  changeCell(
    book,
    id,
    ({ folded, bare, extra, ...now }) => ({
      ...shown.cell,
      ...("title" in now && { title: now.title, caption: now.caption }),
      folded,
      bare,
      extra,
    }),
    "Undo the change of a figure",
  );
}

/** Runs a cell; resolves when that has ended, whichever way. */
export async function startRun(book: Notebook, id: string, urgency: Urgency): Promise<void> {
  const { document, graph } = book.store.getState();
  const cell = findCell(document, id);
  const all = cell ? partsOf(cell, graph) : [];
  if (!cell || all.length === 0) return;
  // parameters are counted when nothing else waits
  const parts = cell.type === "model" ? all.slice(0, 1) : all;
  const keys = all.map(({ key }) => key);
  const { current } = takeTurn(book, id);
  const runner = runnerOf(book);
  runner.asked.set(id, keys);
  const run = ++runner.serial;
  const controller = new AbortController();
  runner.active.set(id, { run, controller, keys });
  dispatch(book, id, { type: "started", run, at: book.now() });
  try {
    if (await recall(book, keys)) {
      await show(book, id, keys, current);
      if (current()) recalled(book, id, keys);
    } else {
      await computeParts(book, {
        id,
        run,
        parts,
        keys,
        urgency,
        signal: controller.signal,
        current,
      });
      await show(book, id, keys, current);
      if (current())
        dispatch(book, id, { type: "finished", run, at: book.now(), result: keys[0]! });
    }
    if (current()) patchRuntime(book, id, { expected: null });
    if (current() && cell.type === "model") void completeCard(book, id, all.at(-1)!);
  } catch (error) {
    const wire = toWireError(error);
    if (wire.code === "device-lost") forgetEngine(book);
    if (!current()) return;
    if (wire.code === "cancelled") dispatch(book, id, { type: "stopped", run });
    else dispatch(book, id, { type: "failed", run, error: wire });
  } finally {
    if (runner.active.get(id)?.run === run) runner.active.delete(id);
  }
}

interface Task {
  readonly id: string;
  readonly run: number;
  readonly parts: readonly Part[];
  /** all that the cell shows, in order */
  readonly keys: readonly ResultKey[];
  readonly urgency: Urgency;
  readonly signal: AbortSignal;
  readonly current: () => boolean;
}
async function computeParts(book: Notebook, task: Task): Promise<void> {
  const { id, run, parts, keys, urgency, signal, current } = task;
  const weights = parts.map((part) => expectSeconds(book, [part]) ?? 1);
  for (const [i, part] of parts.entries()) {
    if (!(await recall(book, [part.key]))) {
      const light = part.kind === "model" || part.kind === "kernels";
      const leave = light ? null : await runnerOf(book).lane.enter(urgency, signal);
      try {
        // what waited may have been computed for another cell
        if (!(await recall(book, [part.key]))) {
          if (i === 0 && current()) dispatch(book, id, { type: "started", run, at: book.now() });
          const onProgress = (own: Progress): void => {
            const progress = inAll(weights, i, own);
            dispatch(book, id, { type: "progressed", run, at: book.now(), progress });
          };
          const onPartial = (value: ErfValue): void =>
            void showCoarse(book, id, keys, { at: i, value }, current);
          const value = await compute(book, part, { signal, onProgress, onPartial });
          keepResult(book, part.key, value);
        }
      } finally {
        leave?.();
      }
      if (!light) void measureEngine(book);
    }
    signal.throwIfAborted();
    if (parts.length > 1 && i < parts.length - 1) await show(book, id, keys, current);
  }
}

/** A part's progress as a share of the whole run, in millionths of the expected work. */
function inAll(weights: readonly number[], at: number, own: Progress): Progress {
  if (weights.length === 1) return own;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.slice(0, at).reduce((sum, weight) => sum + weight, 0);
  const done = before + (weights[at]! * own.done) / own.total;
  return { ...own, done: Math.round((done / total) * 1e6), total: 1e6 };
}

/** A cell shows what was found without computing. */
export function recalled(book: Notebook, id: string, keys: readonly ResultKey[]): void {
  const seconds = keys
    .map((key) => book.results.get(key))
    .reduce((sum, value) => sum + (value && "computed" in value ? value.computed.seconds : 0), 0);
  dispatch(book, id, { type: "recalled", result: keys[0]!, seconds });
}
