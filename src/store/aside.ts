/** A map beside what a cell shows: found, or computed at a person's word, without changing the cell. */
import { toWireError } from "../domain/errors.ts";
import { compute } from "./compute.ts";
import { URGENCY } from "./lane.ts";
import { notify } from "./notices.ts";
import { patchRuntime, runtimeOf, type Notebook } from "./notebook.ts";
import type { Part } from "./parts.ts";
import { makeReadings, readingOf } from "./readings.ts";
import { keepResult, recall } from "./results.ts";
import { runnerOf } from "./runner.ts";

type ErfPart = Extract<Part, { kind: "erf" }>;

/** Reads a map that was kept from before, and draws the cell again when there is one. */
export async function recallAside(book: Notebook, id: string, part: ErfPart): Promise<void> {
  if (readingOf(book, part.key, part.conditions) || !(await recall(book, [part.key]))) return;
  await readAside(book, id, part);
}

/** Computes a map when its turn comes, and says it when that fails; the signal stops it. */
export async function computeAside(
  book: Notebook,
  id: string,
  part: ErfPart,
  signal: AbortSignal,
): Promise<void> {
  try {
    const leave = await runnerOf(book).lane.enter(URGENCY.hand, signal);
    try {
      if (!(await recall(book, [part.key])))
        keepResult(book, part.key, await compute(book, part, { signal }));
    } finally {
      leave();
    }
    await readAside(book, id, part);
  } catch (error) {
    const { code, message } = toWireError(error);
    if (code !== "cancelled") notify(book, message);
  }
}

async function readAside(book: Notebook, id: string, part: ErfPart): Promise<void> {
  await makeReadings(book, [part.key], part.conditions);
  const { shown } = runtimeOf(book, id);
  if (shown) patchRuntime(book, id, { shown: { ...shown } });
}
