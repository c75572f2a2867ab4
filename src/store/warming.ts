/**
 * The first answer of a visit is the slowest: a backend starts, its programs are compiled and weights
 * travel. When a notebook opened with results that were kept, that happens ahead, while nothing runs:
 * for the first field as it is, and for one step of its model's slider.
 */
import type { Cell, Conditions } from "../domain/document.ts";
import { compute } from "./compute.ts";
import { closeInEngine, measureEngine } from "./engine.ts";
import { CHEAP_SECONDS, expectSeconds } from "./expect.ts";
import type { ResolvedModel } from "./graph.ts";
import { inspectRoot } from "./inspected.ts";
import { URGENCY } from "./lane.ts";
import { modelOf } from "./modelOf.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { type ErfPart, erfPart } from "./parts.ts";
import { runnerOf } from "./runner.ts";

/** Time without any run before it begins. */
const QUIET_MS = 500;
/** One for every thread that there may be; a GPU has one. */
const THREADS = 8;

/** Runs a few images of a notebook's first field once it is quiet, unless anything ran; returns the end of that. */
export function startWarming(book: Notebook): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  const end = book.store.subscribe((state, before) => {
    if (state.runtime === before.runtime && state.engine === before.engine) return;
    const busy = isBusy(state);
    if (busy) running?.abort();
    clearTimeout(timer);
    if (computed(book)) return end();
    if (busy || running || state.engine.status !== "ready") return;
    timer = setTimeout(async () => {
      const part = firstField(book);
      if (!part) return;
      running = new AbortController();
      await warm(book, part, running.signal);
      end();
    }, QUIET_MS);
  });
  return () => {
    clearTimeout(timer);
    running?.abort();
    end();
  };
}

const isBusy = ({ document, runtime }: NotebookState): boolean =>
  document.cells.some(({ id, type }) => {
    const status = runtime.get(id)?.run.status;
    return status === "running" && type !== "model";
  });

/** Whether a network ran on this engine: what its tensors take is asked after every run. */
const computed = (book: Notebook): boolean => {
  const { engine } = book.store.getState();
  return engine.status === "ready" && engine.bytes !== null;
};

/** A few images of the first field whose model is open and would take no time to speak of. */
function firstField(book: Notebook): ErfPart | null {
  const { document, graph, engine } = book.store.getState();
  const images = engine.status === "ready" && engine.backend === "webgpu" ? 1 : THREADS;
  for (const cell of document.cells) {
    const field = fieldOf(cell);
    const model = field && graph.models.get(field.model);
    if (!field || !model) continue;
    const part = fewImages(model, field.conditions, images);
    const seconds = expectSeconds(book, [part]);
    if (seconds !== null && seconds < CHEAP_SECONDS) return part;
  }
  return null;
}

function fieldOf(cell: Cell): { readonly model: string; readonly conditions: Conditions } | null {
  if (cell.type === "erf") return { model: cell.model, conditions: cell.conditions };
  const [model] = cell.type === "compare" ? cell.models : [];
  return cell.type === "compare" && model !== undefined
    ? { model, conditions: cell.conditions }
    : null;
}

const fewImages = (model: ResolvedModel, conditions: Conditions, count: number): ErfPart =>
  erfPart(model, { ...conditions, images: { type: "dead-leaves", count, seed: 0 } });

/** The same of a model with other zeros; null where there are no kernels to prune. */
function pruned(book: Notebook, part: ErfPart): ErfPart | null {
  const { model, conditions } = part;
  const { layers = [] } = modelOf(book, model.cell.name).model?.summary ?? {};
  if (layers.length === 0) return null;
  const edits = { ...model.edits, sparsity: 0.5 };
  return erfPart({ ...model, edits, identity: `${model.identity} pruned` }, conditions);
}

/** The numbers are not kept: only that they were computed counts. */
async function warm(book: Notebook, part: ErfPart, signal: AbortSignal): Promise<void> {
  try {
    const leave = await runnerOf(book).lane.enter(URGENCY.background, signal);
    try {
      await compute(book, part, { signal });
      const { root } = part.model;
      if (root.type === "file") await inspectRoot(book, root);
      const step = pruned(book, part);
      if (step) await compute(book, step, { signal });
      if (step) await closeInEngine(book, step.model);
      await measureEngine(book);
    } finally {
      leave();
    }
  } catch {
    // what a person asks for next says what is wrong
  }
}
