/** One part of a cell, computed by the engine. */
import type { RunOptions } from "../client/engineClient.ts";
import { FieldbookError } from "../domain/errors.ts";
import { toErfJob } from "../domain/job.ts";
import type { ModelSummary } from "../domain/model.ts";
import type { ErfResult } from "../domain/result.ts";
import type { Computed, ErfValue, ModelCard, ModelValue, ResultValue } from "../domain/stored.ts";
import { ensureEngine, openForRun, openInEngine, sourceOf } from "./engine.ts";
import { inputOf } from "./files.ts";
import { inspectRoot } from "./inspected.ts";
import type { ResolvedModel } from "./graph.ts";
import type { Notebook } from "./notebook.ts";
import type { ErfPart, Part } from "./parts.ts";
import { canonicalJson, imagesIdentity } from "./resultKeys.ts";

export interface ComputeOptions extends Omit<RunOptions, "onPartial"> {
  /** is given what the first images of an ERF say, while more are to come */
  readonly onPartial?: (value: ErfValue) => void;
}

/** Rejects with a FieldbookError; `cancelled` when the signal stopped it. */
export async function compute(
  book: Notebook,
  part: Part,
  options: ComputeOptions,
): Promise<ResultValue> {
  switch (part.kind) {
    case "model":
      return describeModel(book, part.model);
    case "count": {
      const source = await sourceOf(book, part.model);
      return { kind: "count", ...(await book.client.count({ source })) };
    }
    case "kernels": {
      const source = await sourceOf(book, part.model);
      return book.client.kernels({
        source,
        block: part.block ?? (await firstBlock(book, part.model)),
      });
    }
    case "overlap": {
      const [source, other] = [await sourceOf(book, part.model), await sourceOf(book, part.other)];
      return { kind: "overlap", layers: await book.client.overlap({ source, other }) };
    }
    case "erf":
      return computeErf(book, part, options);
    case "logits":
      return computeLogits(book, part, options);
    default:
      return part satisfies never;
  }
}

async function describeModel(book: Notebook, model: ResolvedModel): Promise<ModelValue> {
  const { root } = model;
  const { summary } = await openInEngine(book, model);
  if (root.type === "random") return { kind: "model", summary, checkpoint: null };
  const { format, tensors, wrapper, choices } = await inspectRoot(book, root);
  return { kind: "model", summary, checkpoint: { format, tensors, wrapper, choices } };
}

async function firstBlock(book: Notebook, model: ResolvedModel): Promise<string> {
  const { summary } = await openInEngine(book, model);
  const block = summary.layers[0]?.block;
  if (block === undefined)
    throw new FieldbookError(
      "unsupported",
      `${model.cell.name} (${summary.family}) has no depthwise kernels: choose a SLaK, RepLKNet or ConvNeXt.`,
    );
  return block;
}

async function computeErf(
  book: Notebook,
  part: ErfPart,
  { signal, onProgress = () => {}, onPartial }: ComputeOptions,
): Promise<ResultValue> {
  const { images, colours: _colours, scale: _scale, ...asked } = part.conditions;
  const inputKey = canonicalJson(imagesIdentity(images));
  const job = toErfJob({ ...asked, input: await inputOf(book, images), inputKey });
  await ensureEngine(book);
  const { handle, summary } = await openForRun(book, part.model);
  const start = book.now();
  let macs = 0;
  const toValue = (result: ErfResult, computed: Computed): ErfValue => ({
    kind: "erf",
    result,
    model: cardOf(summary),
    macs,
    computed,
  });
  const result = await book.client.erf(
    { model: handle, job },
    {
      ...(signal && { signal }),
      ...(onPartial && {
        onPartial: (partial) => {
          const { backend, adapter, seconds } = partial;
          const computed = { backend, adapter, seconds: seconds.compute, at: book.date() };
          onPartial(toValue(partial, computed));
        },
      }),
      onProgress: (progress) => {
        macs = progress.total;
        onProgress(progress);
      },
    },
  );
  return toValue(result, stamp(book, start, result.backend, result.adapter));
}

async function computeLogits(
  book: Notebook,
  part: Part & { kind: "logits" },
  { onPartial: _onPartial, ...options }: ComputeOptions,
): Promise<ResultValue> {
  const input = await inputOf(book, part.images);
  await ensureEngine(book);
  const { handle } = await openForRun(book, part.model);
  const start = book.now();
  const { values, shape, backend, adapter } = await book.client.logits(
    { model: handle, input, size: part.size },
    options,
  );
  const [images, classes] = shape;
  return {
    kind: "logits",
    logits: values,
    images,
    classes,
    computed: stamp(book, start, backend, adapter),
  };
}

const stamp = (
  book: Notebook,
  start: number,
  backend: Computed["backend"],
  adapter: string,
): Computed => ({ backend, adapter, seconds: (book.now() - start) / 1000, at: book.date() });

function cardOf(summary: ModelSummary): ModelCard {
  const { layers: _layers, unmatched: _unmatched, missing: _missing, ...card } = summary;
  return card;
}
