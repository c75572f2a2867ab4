/** The plots of a report as files, also of one that was written before. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { growthLines } from "./growth.ts";
import { growthPlot } from "./growthPlot.ts";
import type { BenchOptions } from "./options.ts";
import { type BackendReport, type Report, reportTables } from "./report.ts";

/** Writes `BACKEND-pixels.svg` and `BACKEND-kernels.svg` of what has at least two points. */
export async function drawPlots(folder: string, backends: readonly BackendReport[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const found of backends) {
    const lines = growthLines(found);
    const title = `${found.backend}: ${found.adapter}`;
    const plots = {
      pixels: growthPlot(lines, "pixels", title),
      kernels: growthPlot(lines, "K", title),
    };
    for (const [name, svg] of Object.entries(plots))
      if (svg !== null) await writeFile(join(folder, `${found.backend}-${name}.svg`), svg);
  }
}

/** Prints the tables of a saved report, and writes what is asked for; its date and machine stay. */
export async function showAgain(
  file: string,
  { markdown, plots }: Pick<BenchOptions, "markdown" | "plots">,
): Promise<void> {
  const report = JSON.parse(await readFile(file, "utf8")) as Report;
  const tables = reportTables(report);
  if (markdown !== null) await writeFile(markdown, tables);
  if (plots !== null) await drawPlots(plots, report.backends);
  process.stdout.write(tables);
}
