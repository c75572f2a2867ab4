/** How long a run would take, judged by what was computed on the same adapter before. */
import type { Conditions } from "../domain/document.ts";
import type { ErfValue, ModelCard } from "../domain/stored.ts";
import { modelOf } from "./modelOf.ts";
import type { Notebook } from "./notebook.ts";
import type { Part } from "./parts.ts";
import { erfOf } from "./results.ts";

/** A change that would take longer waits for the person's word. */
export const CHEAP_SECONDS = 3;
/** One CPU core on one image of 224 px through a network of 30 million parameters, forth and back. */
const PRIOR_SECONDS = 3;
const PRIOR_PARAMETERS = 30e6;
const PRIOR_SIDE = 224;

type Asked = Pick<Conditions, "size" | "stage">;

/** Work of one image up to a stage, in units of the prior. */
function work(model: ModelCard, { size, stage }: Asked): number {
  const blocks = (depths: readonly number[]) => depths.reduce((sum, depth) => sum + depth, 0);
  const share = blocks(model.depths.slice(0, stage)) / blocks(model.depths);
  return share * (model.params / PRIOR_PARAMETERS) * (size / PRIOR_SIDE) ** 2;
}
const countOf = (images: Conditions["images"]): number =>
  images.type === "files" ? images.files.length : images.count;

/** Seconds for a unit of work, by the last run of this adapter; the same network's, if there is one. */
function pace(book: Notebook, model: ModelCard): number {
  const { engine } = book.store.getState();
  const measured = [...book.results.keys()]
    .map((key) => erfOf(book, key))
    .filter((value): value is ErfValue => value !== null)
    .filter(
      ({ computed }) => engine.status !== "ready" || computed.adapter.startsWith(engine.adapter),
    );
  const own = measured.filter((value) => value.model.variant === model.variant);
  const last = own.at(-1) ?? measured.at(-1);
  if (!last) return PRIOR_SECONDS;
  const { map, stage } = last.result;
  const did = work(last.model, { size: map.width, stage }) * Math.max(1, map.count + map.skipped);
  return last.computed.seconds / did;
}

/** Seconds that the parts would take one after the other; null while a model is not known. */
export function expectSeconds(book: Notebook, parts: readonly Part[]): number | null {
  let seconds = 0;
  for (const part of parts) {
    if (book.results.has(part.key)) continue;
    if (part.kind !== "erf" && part.kind !== "logits") continue;
    const { model } = modelOf(book, part.model.cell.name);
    if (!model) return null;
    const { summary } = model;
    seconds +=
      part.kind === "erf"
        ? pace(book, summary) * work(summary, part.conditions) * countOf(part.conditions.images)
        : (pace(book, summary) *
            work(summary, { size: part.size, stage: 4 }) *
            countOf(part.images)) /
          3;
  }
  return seconds;
}
