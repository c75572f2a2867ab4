/** The engine as the notebook holds it: started once, started anew when it was lost, a few models open. */
import { toWireError } from "../domain/errors.ts";
import type { ModelEdits, ModelSource, ModelSummary } from "../domain/model.ts";
import type { CellEdits } from "../domain/document.ts";
import type { ResolvedModel } from "./graph.ts";
import { findFile } from "./files.ts";
import { inspectRoot } from "./inspected.ts";
import type { Notebook } from "./notebook.ts";

/**
 * Parameters of the models whose weights stay on the device, beside those of the one that runs: each
 * takes about 12 bytes, in every worker, since products hold both orientations and tfjs-wasm packs a third.
 */
const MOST_PARAMETERS = 100e6;
/** Those models in all: every step of a slider is one. */
const MOST_LOADED = 16;
/** Families whose random networks are made with the kernels asked for rather than cropped. */
const MADE_WITH_KERNELS = /^(slak|replknet|convnext|convnextv2)-/;

interface Open {
  readonly handle: string;
  readonly summary: ModelSummary;
}
interface Held {
  started: Promise<void> | null;
  /** by identity; the weights of one that never ran are not there yet */
  readonly open: Map<string, Promise<Open>>;
  /** parameters of those that ran, by identity, the one used last at the end */
  readonly loaded: Map<string, number>;
  serial: number;
}
const engines = new WeakMap<Notebook, Held>();

function heldBy(book: Notebook): Held {
  let held = engines.get(book);
  if (!held)
    engines.set(book, (held = { started: null, open: new Map(), loaded: new Map(), serial: 0 }));
  return held;
}

/** Starts the backend unless it runs; rejects when it cannot. */
export function ensureEngine(book: Notebook): Promise<void> {
  const held = heldBy(book);
  held.started ??= (async () => {
    book.store.setState({ engine: { status: "starting" } });
    try {
      const started = await book.client.start({ backend: book.backend, base: book.base });
      book.store.setState({ engine: { status: "ready", ...started, bytes: null } });
    } catch (error) {
      held.started = null;
      book.store.setState({ engine: { status: "failed", error: toWireError(error) } });
      throw error;
    }
  })();
  return held.started;
}

/** After the device or the worker was lost: what is needed next starts anew. */
export function forgetEngine(book: Notebook): void {
  const held = heldBy(book);
  held.started = null;
  held.open.clear();
  held.loaded.clear();
}

/**
 * Where a model's weights come from and what is done to them; rejects with `missing-file`. A random
 * network is made with the sides asked for unless they are resampled, and `untrained` is its seed.
 */
export async function sourceOf(book: Notebook, model: ResolvedModel): Promise<ModelSource> {
  const { root, edits } = model;
  const { kernelSizes, kernelMode, untrained } = edits;
  if (root.type === "file") {
    const file = await findFile(book, root.file);
    const weights = root.weights === null ? {} : { weights: root.weights };
    const most =
      model.atMost &&
      kernelSizes &&
      kernelMode === "crop" &&
      (await inspectRoot(book, root)).kernelSizes;
    const sides = kernelSizes?.map((side, s) => Math.min(side, (most || [])[s] ?? side)) ?? null;
    const changes = changesOf(edits, sides, untrained ?? 0);
    return {
      type: "file",
      file,
      key: root.file.sha256,
      ...weights,
      ...(root.allowMissing && { allowMissing: true }),
      edits: { ...changes, ...(untrained !== null && { untrained }) },
    };
  }
  const made =
    kernelSizes !== null && kernelMode !== "resample" && MADE_WITH_KERNELS.test(root.architecture);
  const seed = untrained ?? root.seed;
  const options = new URLSearchParams({ seed: String(seed) });
  if (made) options.set("kernel", kernelSizes.join());
  return {
    type: "random",
    id: `${root.architecture}?${decodeURIComponent(options.toString())}`,
    edits: changesOf(edits, made ? null : kernelSizes, seed),
  };
}

/** What is said to the engine: only what changes something. */
function changesOf(edits: CellEdits, sides: readonly number[] | null, seed: number): ModelEdits {
  const { kernelMode, sparsity, pruning, pruningScope, off } = edits;
  const draws =
    (sides !== null && kernelMode === "reinit") || (sparsity !== null && pruning === "random");
  return {
    ...(sides !== null && { kernelSizes: sides, kernelMode }),
    ...(sparsity !== null && { sparsity, pruning, pruningScope }),
    ...(off.length > 0 && { off }),
    ...(draws && { seed }),
  };
}

/** Opens a model in the engine's session, or finds it open; its weights travel when a run needs them. */
export function openInEngine(book: Notebook, model: ResolvedModel): Promise<Open> {
  const held = heldBy(book);
  const known = held.open.get(model.identity);
  const opening =
    known ??
    (async () => {
      const handle = `model-${++held.serial}`;
      const source = await sourceOf(book, model);
      return { handle, summary: await book.client.open({ name: handle, source }) };
    })();
  held.open.set(model.identity, opening);
  opening.catch(() => {
    if (held.open.get(model.identity) === opening) held.open.delete(model.identity);
  });
  return opening;
}

/** A model that is about to run, alone: those used longest ago give their weights back when room is short. */
export async function openForRun(book: Notebook, model: ResolvedModel): Promise<Open> {
  const opened = await openInEngine(book, model);
  const { loaded } = heldBy(book);
  loaded.delete(model.identity);
  const others = (): number => [...loaded.values()].reduce((sum, params) => sum + params, 0);
  for (const identity of [...loaded.keys()]) {
    const room = others() + opened.summary.params <= MOST_PARAMETERS;
    if (room && loaded.size < MOST_LOADED) break;
    await closeInEngine(book, { identity });
  }
  loaded.set(model.identity, opened.summary.params);
  return opened;
}

/** Gives a model's weights back. */
export async function closeInEngine(
  book: Notebook,
  { identity }: Pick<ResolvedModel, "identity">,
): Promise<void> {
  const { open, loaded } = heldBy(book);
  const old = open.get(identity);
  open.delete(identity);
  loaded.delete(identity);
  // one that is lost needs nothing more
  await old?.then(({ handle }) => book.client.close({ name: handle })).catch(() => null);
}

/** Asks the engine what its tensors take and shows it. */
export async function measureEngine(book: Notebook): Promise<void> {
  const measured = await book.client.memory().catch(() => null);
  const { engine } = book.store.getState();
  if (measured && engine.status === "ready" && engine.bytes !== measured.bytes)
    book.store.setState({ engine: { ...engine, bytes: measured.bytes } });
}
