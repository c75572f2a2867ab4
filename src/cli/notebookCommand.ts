import { fileURLToPath } from "node:url";
import { erfMean } from "../analysis/mean.ts";
import { type Cell, isFigure, type NotebookDocument } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import { isKept, type KeptValue, type ResultKey } from "../domain/stored.ts";
import { Session } from "../engine/session.ts";
import { cellTitle } from "../store/cellTitle.ts";
import { MOST_NOTEBOOK_BYTES } from "../store/fetchNotebook.ts";
import { admitFile, filesOf } from "../store/files.ts";
import { parseNotebook } from "../store/format/parseNotebook.ts";
import { serialiseNotebook } from "../store/format/serialiseNotebook.ts";
import { countLater } from "../store/countLater.ts";
import { createBundled } from "../store/bundled.ts";
import { buildGraph } from "../store/graph.ts";
import { URGENCY } from "../store/lane.ts";
import { createNotebook, type Notebook, runtimeOf } from "../store/notebook.ts";
import { partsOf } from "../store/parts.ts";
import { readingOf } from "../store/readings.ts";
import { admitResult } from "../store/results.ts";
import { startRun } from "../store/runs.ts";
import { prepareGpu } from "./dawn.ts";
import { findKind, openFile, prepareOutput, writeOutput } from "./files.ts";
import { findFiles } from "./findFiles.ts";
import { nodeHost } from "./nodeHost.ts";
import type { RunCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";
import { createThreadedClient } from "./threads.ts";

/** the same from src/cli and from the bundle, both two folders deep */
const NETWORKS = new URL("../../public/networks/", import.meta.url);

/**
 * Runs every cell of a document and writes it with its results. Cells that fail do not keep the
 * others from running or the document from being written; the command then ends with their sentences.
 */
export async function runNotebook(command: RunCommand): Promise<Answer> {
  const { notebook, out, weightsDir } = command;
  const { document, results } = parseNotebook(await readText(notebook));
  if (weightsDir !== null) await findKind(weightsDir);
  await prepareOutput(out);
  await prepareGpu(command.backend);
  const client = createThreadedClient(new Session(nodeHost));
  try {
    const bundled = createBundled(
      async (path) => (await openFile(fileURLToPath(new URL(path, NETWORKS)))).blob,
    );
    const book = createNotebook(client, { backend: command.backend, bundled });
    book.store.setState({ document, graph: buildGraph(document) });
    for (const [key, value] of results) admitResult(book, key, value);
    if (weightsDir !== null)
      for (const [sha256, file] of await findFiles(weightsDir, document.cells.flatMap(filesOf)))
        admitFile(book, sha256, file);
    for (const cell of document.cells) {
      await startRun(book, cell.id, URGENCY.hand);
      const count = partsOf(cell, book.store.getState().graph).at(-1);
      if (cell.type === "model" && count) await countLater(book, cell.id, count);
    }
    const text = serialiseNotebook(document, resultsOf(book, document));
    await writeOutput(out, new TextEncoder().encode(text));
    const cells = document.cells.map((cell) => describeCell(book, cell));
    const failed = cells.filter(({ error }) => error !== null);
    if (failed.length > 0)
      throw new FieldbookError(
        "bad-spec",
        `${notebook}: ${failed.map(({ title, error }) => `“${title}”: ${error}`).join(" ")} (the rest is in ${out})`,
      );
    const { engine } = book.store.getState();
    const started = engine.status === "ready" ? engine : { backend: null, adapter: null };
    const { backend, adapter } = started;
    const json = { notebook, out, title: document.title, backend, adapter, cells };
    const lines = cells.map(({ title, status }) => `  ${title}: ${status}`);
    return {
      json,
      text: [`${document.title}, ${cells.length} cells`, ...lines, `→ ${out}`].join("\n"),
    };
  } finally {
    client.dispose();
  }
}

async function readText(path: string): Promise<string> {
  const { blob } = await openFile(path);
  if (blob.size > MOST_NOTEBOOK_BYTES)
    throw new FieldbookError(
      "too-large",
      `${path}: ${blob.size} bytes are no notebook; the largest has ${MOST_NOTEBOOK_BYTES}.`,
    );
  return blob.text();
}

/** What the cells show, without what is read from the weights anew. */
function resultsOf(book: Notebook, document: NotebookDocument): ReadonlyMap<ResultKey, KeptValue> {
  const keys = document.cells.flatMap(({ id }) => runtimeOf(book, id).shown?.keys ?? []);
  return new Map(
    keys.flatMap((key): [ResultKey, KeptValue][] => {
      const value = book.results.get(key);
      return value && isKept(value) ? [[key, value]] : [];
    }),
  );
}

interface Described {
  readonly id: string;
  readonly type: Cell["type"];
  readonly title: string;
  readonly status: string;
  readonly error: string | null;
  readonly maps?: readonly object[];
}
function describeCell(book: Notebook, cell: Cell): Described {
  const { id, type } = cell;
  const { run, shown } = runtimeOf(book, id);
  const problem = book.store.getState().graph.problems.get(id)?.join(" ") ?? null;
  const error = run.status === "failed" ? run.error.message : problem;
  const described = {
    id,
    type,
    title: cellTitle(cell),
    status: error ? "failed" : run.status,
    error,
  };
  if (!isFigure(cell) || !("conditions" in cell)) return described;
  const maps = (shown?.keys ?? []).flatMap((key) => {
    const value = book.results.get(key);
    if (value?.kind !== "erf") return [];
    const { map, stage, unit, backend, adapter, seconds } = value.result;
    const mean = erfMean(map);
    const { protocol, size } = cell.conditions;
    return {
      model: value.model,
      backend,
      adapter,
      images: map.count,
      skipped: map.skipped,
      size,
      stage,
      unit,
      protocol,
      seconds,
      erf: {
        height: map.height,
        width: map.width,
        sum: mean.reduce((a, b) => a + b, 0),
        max: mean.reduce((a, b) => Math.max(a, b), 0),
      },
      areaRatio: readingOf(book, key, cell.conditions)?.areaRatio ?? [],
    };
  });
  return { ...described, maps };
}
