/** Runs an example anew from its document alone, and says how far its stored numbers are from that. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { erfMean } from "../../src/analysis/mean.ts";
import { runCommandLine } from "../../src/cli/runCommandLine.ts";
import type { NotebookDocument } from "../../src/domain/document.ts";
import type { KeptValue, ResultKey } from "../../src/domain/stored.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import { RELATIVE_L2, relativeL2 } from "../helpers/relativeL2.ts";

type Results = ReadonlyMap<ResultKey, KeptValue>;

/** Rejects with the command's own sentence when a cell fails. */
export async function rerun(document: NotebookDocument, backend = "wasm"): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), "fieldbook-example-"));
  try {
    const [from, to] = [join(folder, "in.json"), join(folder, "out.json")];
    await writeFile(from, serialiseNotebook(document));
    const { exitCode, stderr } = await runCommandLine(
      ["run", from, "--out", to, "--backend", backend],
      { debug: false },
    );
    if (exitCode !== 0) throw new Error(stderr);
    return parseNotebook(await readFile(to, "utf8")).results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** ReLUs flip under rounding, so fields of networks of them differ more from machine to machine. */
const limitOf = (family: string): number =>
  family === "replknet" || family === "resnet" ? RELATIVE_L2.reluField : RELATIVE_L2.network;

/** What of the stored results is not what a run gives, a sentence each. */
export function findDifferences(stored: Results, fresh: Results): readonly string[] {
  const lost = [...stored.keys()].filter((key) => !fresh.has(key));
  const found = [...fresh].flatMap(([key, value]): string[] => {
    const old = stored.get(key);
    if (old?.kind !== value.kind) return [`a ${value.kind} is not stored`];
    if (value.kind === "model" && old.kind === "model")
      return JSON.stringify(old) === JSON.stringify(value) ? [] : ["a model is another"];
    if (value.kind === "count" && old.kind === "count")
      return JSON.stringify(old) === JSON.stringify(value) ? [] : ["a count is another"];
    if (value.kind !== "erf" || old.kind !== "erf") return [];
    const limit = limitOf(value.model.family);
    const error = relativeL2(erfMean(old.result.map), erfMean(value.result.map));
    const where = `${value.model.variant}, stage ${value.result.stage}`;
    return error <= limit ? [] : [`${where}: relative L2 error ${error}, more than ${limit}`];
  });
  return [...lost.map((key) => `${key} is stored and no cell asks for it`), ...found];
}
