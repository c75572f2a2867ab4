/** Choosing, opening and replacing the model. */
import { toWireError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";
import type { ModelSource } from "../domain/model.ts";
import {
  EXAMPLE_MODEL,
  patchRunning,
  patchSpecs,
  type ModelSpec,
  type Notebook,
  type OpenModel,
} from "./notebook.ts";
import { refreshFigure } from "./runFigure.ts";
import { hashFile } from "./hashFile.ts";

const sourceOf = (spec: ModelSpec, file: NamedBlob | null): ModelSource | null => {
  if (spec.type === "random")
    return { type: "random", id: `${spec.architecture}?seed=${spec.seed}` };
  if (!file) return null;
  return { type: "file", file, ...(spec.weights === null ? {} : { weights: spec.weights }) };
};

/** Starts the engine's backend; the page is usable before it answers. */
export async function startEngine(book: Notebook): Promise<void> {
  try {
    const started = await book.client.start({ backend: book.backend, base: book.base });
    patchRunning(book, { engine: { status: "ready", ...started } });
  } catch (error) {
    patchRunning(book, { engine: { status: "failed", error: toWireError(error) } });
  }
}

/** Opens a model beside the one that is open, which it replaces only when it succeeds. */
export async function openModel(
  book: Notebook,
  spec: ModelSpec,
  file: NamedBlob | null = book.checkpoint,
): Promise<void> {
  const source = sourceOf(spec, file);
  if (!source) return;
  const serial = ++book.serial;
  const handle = `model-${serial}`;
  const current = (): boolean => latest.get(book) === serial;
  latest.set(book, serial);
  const before = book.store.getState().running.model.open;
  const opening = spec.type === "random" ? spec.architecture : spec.name;
  patchRunning(book, { model: { opening, error: null, open: before } });
  try {
    const checkpoint =
      source.type === "file"
        ? await book.client.inspect({
            file: source.file,
            ...(source.weights === undefined ? {} : { weights: source.weights }),
          })
        : null;
    const summary = await book.client.open({ name: handle, source });
    if (!current()) {
      await book.client.close({ name: handle });
      return;
    }
    const open: OpenModel = {
      handle,
      key:
        spec.type === "random"
          ? `${spec.architecture}?seed=${spec.seed}`
          : `${serial} ${spec.name} ${spec.weights ?? ""}`,
      spec,
      summary,
      checkpoint,
      bytes: source.type === "file" ? source.file.blob.size : summary.params * 4,
      sha256: null,
    };
    if (source.type === "file") book.checkpoint = source.file;
    patchSpecs(book, { model: spec });
    const untouched = book.store.getState().running.untouched && spec === EXAMPLE_MODEL;
    patchRunning(book, { model: { opening: null, error: null, open }, untouched });
    if (before && !book.lost) void book.client.close({ name: before.handle }).catch(() => {});
    if (source.type === "file") void addHash(book, open, source.file.blob);
    await refreshFigure(book);
    // after the figure, which would otherwise wait for it
    if (source.type === "file") await addCount(book, open, source);
  } catch (error) {
    if (!current()) return;
    patchRunning(book, { model: { opening: null, error: toWireError(error), open: before } });
  }
}
/** serial of the opening that counts, by notebook */
const latest = new WeakMap<Notebook, number>();

async function addHash(book: Notebook, model: OpenModel, blob: Blob): Promise<void> {
  const sha256 = await hashFile(blob);
  learn(book, model, (open) => ({ ...open, sha256 }));
}

/** What is learned of a model after it was opened is added while it is still the open one. */
function learn(book: Notebook, { handle }: OpenModel, more: (open: OpenModel) => OpenModel): void {
  const { model } = book.store.getState().running;
  if (model.open?.handle === handle)
    patchRunning(book, { model: { ...model, open: more(model.open) } });
}

async function addCount(book: Notebook, model: OpenModel, source: ModelSource): Promise<void> {
  // a count that fails leaves the card without it; the figure does not need it
  const count = await book.client.count({ source }).catch(() => null);
  if (count)
    learn(book, model, (open) => ({
      ...open,
      summary: { ...open.summary, nonzero: count.nonzero },
    }));
}

/** Opens the present model again in an engine that was lost and started anew. */
export async function reopenModel(book: Notebook): Promise<void> {
  const { open } = book.store.getState().running.model;
  const source = open && sourceOf(open.spec, book.checkpoint);
  if (!open || !source) return;
  await startEngine(book);
  await book.client.open({ name: open.handle, source });
  book.lost = false;
}

/** Opens a checkpoint that a person dropped or chose. */
export async function openFile(book: Notebook, file: NamedBlob): Promise<void> {
  await openModel(book, { type: "file", name: file.name, weights: null }, file);
}

/** Opens an architecture at random initialisation. */
export async function openArchitecture(
  book: Notebook,
  architecture: string,
  seed: number,
): Promise<void> {
  await openModel(book, { type: "random", architecture, seed });
}

/** Starts the engine and computes the example; everything a page opened with nothing does. */
export async function beginNotebook(book: Notebook): Promise<void> {
  await startEngine(book);
  if (book.store.getState().running.engine.status !== "ready") return;
  if (!latest.has(book)) await openModel(book, EXAMPLE_MODEL);
}
