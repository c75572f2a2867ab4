/** Computing and reading the figure. */
import { toWireError } from "../domain/errors.ts";
import { toErfJob } from "../domain/job.ts";
import { countOf, describeChange, figureKey, inputOf, type FigureSpec } from "./figureSpec.ts";
import { dispatch, patchRunning, patchSpecs, type Notebook } from "./notebook.ts";
import { reopenModel } from "./openModel.ts";

/** A change that would take longer waits for the person's word. */
export const CHEAP_SECONDS = 3;
const KEPT_RESULTS = 24;

/** Seconds that a figure would take, judged by the last one computed; null before any. */
export function expectSeconds(book: Notebook, spec: FigureSpec): number | null {
  const last = [...book.results.values()].at(-1);
  const open = book.store.getState().running.model.open;
  if (!last || !open) return null;
  const pixels = (spec.size / last.spec.size) ** 2;
  const images = countOf(spec.images) / countOf(last.spec.images);
  const depth = open.summary.depths.slice(0, spec.stage).reduce((a, b) => a + b, 0);
  const lastDepth = last.model.summary.depths.slice(0, last.spec.stage).reduce((a, b) => a + b, 0);
  const parameters = open.summary.params / last.model.summary.params;
  const layers = open.key === last.model.key ? depth / lastDepth : 1;
  return last.seconds * pixels * images * parameters * layers;
}

/** Draws the shown result again under the present protocol and scale. */
export async function readFigure(book: Notebook, id: string): Promise<void> {
  const stored = book.results.get(id);
  if (!stored) return;
  const { protocol, scale, colours } = book.store.getState().specs.figure;
  const reading = `${id} ${protocol} ${scale}`;
  if (!book.readings.has(reading)) {
    const { map } = stored.result;
    book.readings.set(reading, await book.client.read({ map, protocol, scale }));
  }
  const { figure } = book.store.getState().running;
  const current = "result" in figure ? figure.result : "last" in figure ? figure.last : null;
  if (current !== id && figure.status !== "running") return;
  const spec = { ...stored.spec, protocol, scale, colours };
  patchRunning(book, { shown: { result: id, reading, spec } });
}

function keepResult(
  book: Notebook,
  id: string,
  stored: Parameters<typeof book.results.set>[1],
): void {
  book.results.delete(id);
  book.results.set(id, stored);
  for (const old of [...book.results.keys()].slice(0, -KEPT_RESULTS)) {
    book.results.delete(old);
    for (const key of book.readings.keys())
      if (key.startsWith(`${old} `)) book.readings.delete(key);
  }
}

/** Computes the figure as specified; a run under way is superseded. */
export async function runFigure(book: Notebook): Promise<void> {
  book.abort?.abort();
  const { specs, running } = book.store.getState();
  const open = running.model.open;
  if (!open) return;
  const spec = specs.figure;
  const id = figureKey(spec, open.key);
  const run = ++book.serial;
  const controller = new AbortController();
  book.abort = controller;
  const startedAt = book.now();
  dispatch(book, { type: "started", run, at: startedAt });
  let macs = 0;
  try {
    const { images, size, stage, unit, protocol } = spec;
    const job = toErfJob({ input: inputOf(images, book.pictures), size, stage, unit, protocol });
    if (book.lost) await reopenModel(book);
    const result = await book.client.erf(
      { model: open.handle, job },
      {
        signal: controller.signal,
        onProgress: (progress) => {
          macs = progress.total;
          dispatch(book, { type: "progressed", run, at: book.now(), progress });
        },
      },
    );
    const at = book.now();
    keepResult(book, id, { result, spec, model: open, macs, seconds: (at - startedAt) / 1000 });
    await readFigure(book, id);
    dispatch(book, { type: "finished", run, at, result: id });
  } catch (error) {
    const wire = toWireError(error);
    if (wire.code === "device-lost") book.lost = true;
    if (wire.code === "cancelled") dispatch(book, { type: "stopped", run });
    else dispatch(book, { type: "failed", run, error: wire });
  }
}

/** Stops the run under way; what was shown before stays. */
export function stopFigure(book: Notebook): void {
  const { figure } = book.store.getState().running;
  book.abort?.abort();
  if (figure.status === "running") dispatch(book, { type: "stopped", run: figure.run });
}

/** Brings the figure up to date when that is cheap or known, and marks it stale when it is not. */
export async function refreshFigure(book: Notebook): Promise<void> {
  const { specs, running } = book.store.getState();
  const open = running.model.open;
  if (!open) return;
  const id = figureKey(specs.figure, open.key);
  if (book.results.has(id)) {
    book.abort?.abort();
    dispatch(book, { type: "recalled", result: id, seconds: book.results.get(id)?.seconds ?? 0 });
    // an engine that was lost reads nothing: computing starts it anew
    await readFigure(book, id).catch(() => runFigure(book));
    return;
  }
  const expected = expectSeconds(book, specs.figure);
  patchRunning(book, { expected });
  const shown = running.shown;
  if (shown === null || expected === null || expected < CHEAP_SECONDS) return runFigure(book);
  book.abort?.abort();
  const before = book.results.get(shown.result);
  const model = before && before.model.key !== open.key ? "the model" : "";
  const change = [model, describeChange(shown.spec, specs.figure)].filter(Boolean).join(", ");
  dispatch(book, { type: "changed", change });
}

/** Changes conditions of the figure; a protocol brings its own scale unless one is given. */
export async function changeFigure(book: Notebook, patch: Partial<FigureSpec>): Promise<void> {
  const { specs } = book.store.getState();
  patchSpecs(book, { figure: { ...specs.figure, ...patch } });
  patchRunning(book, { untouched: false });
  if (Object.keys(patch).join() === "colours") {
    const { shown } = book.store.getState().running;
    if (shown) patchRunning(book, { shown: { ...shown, spec: { ...shown.spec, ...patch } } });
    return;
  }
  await refreshFigure(book);
}

/** Sets the conditions back to those of the picture that is shown. */
export async function undoChange(book: Notebook): Promise<void> {
  const { shown } = book.store.getState().running;
  if (shown) await changeFigure(book, shown.spec);
}
