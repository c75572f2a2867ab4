/** `npm run examples`: runs the examples anew and writes them, with the table of networks; `--check` only compares. */
import { readFile, writeFile } from "node:fs/promises";
import { isMainThread } from "node:worker_threads";
import { format, resolveConfig } from "prettier";
import { serveThread } from "../../src/cli/threads.ts";
import type { NotebookDocument } from "../../src/domain/document.ts";
import type { KeptValue, ResultKey } from "../../src/domain/stored.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import {
  exampleFiles,
  examplePath,
  README,
  readAccuracies,
  readExample,
  readNetworks,
  TABLE_NOTEBOOK,
  withTable,
} from "./files.ts";
import { CELLS, makeNetworkTable } from "./networkTable.ts";
import { findDifferences, rerun } from "./rerun.ts";

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const check = process.argv.includes("--check");
const only = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));

/** The document with the table of networks, which is also written into the README. */
async function writeTable(
  document: NotebookDocument,
  results: ReadonlyMap<ResultKey, KeptValue>,
): Promise<NotebookDocument> {
  const table = makeNetworkTable(document, results, readNetworks(), readAccuracies());
  const readme = withTable(await readFile(README, "utf8"), table);
  const config = await resolveConfig(README);
  await writeFile(README, await format(readme, { ...config, parser: "markdown" }));
  const cells = document.cells.map((cell) =>
    cell.id === CELLS.table && cell.type === "text" ? { ...cell, text: table } : cell,
  );
  return { ...document, cells };
}

async function main(): Promise<void> {
  let wrong = 0;
  for (const file of exampleFiles()) {
    if (only.length > 0 && !only.some((name) => file.startsWith(name))) continue;
    const { document, results } = readExample(file);
    const start = performance.now();
    const fresh = await rerun(document);
    const differences = findDifferences(results, fresh);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    say(
      `${file}: ${seconds} s, ${check || differences.length === 0 ? `${differences.length} differences` : "written"}`,
    );
    if (check) {
      for (const difference of differences) say(`  ${difference}`);
      wrong += differences.length;
      continue;
    }
    const whole = file === TABLE_NOTEBOOK ? await writeTable(document, fresh) : document;
    // what is the same keeps its date
    const kept = new Map(
      [...fresh].map(([key, value]) => [
        key,
        differences.length === 0 ? (results.get(key) ?? value) : value,
      ]),
    );
    await writeFile(examplePath(file), serialiseNotebook(whole, kept));
  }
  process.exitCode = wrong === 0 ? 0 : 1;
}

// a thread of the engine runs this bundle again
if (isMainThread) await main();
else serveThread();
