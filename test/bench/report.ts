/** What a run of the benchmark found, and its tables. */
import type { Ceilings } from "./ceilings.ts";
import { growthLines, growthRows } from "./growth.ts";
import type { LayerResult } from "./layers.ts";
import type { Timing } from "./measure.ts";
import type { NetworkResult } from "./networks.ts";

export interface BackendReport {
  readonly backend: string;
  readonly adapter: string;
  readonly ceilings: Ceilings;
  readonly layersAt: number;
  readonly layers: readonly LayerResult[];
  readonly kernels: readonly LayerResult[];
  readonly networks: readonly NetworkResult[];
  /** what did not run, and why */
  readonly failures: readonly string[];
}
export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly backends: readonly BackendReport[];
  readonly peakProcessBytes: number | null;
}

/** Three digits, in the unit that suits. */
export function formatSeconds(seconds: number): string {
  const [value, unit] =
    seconds >= 1 ? [seconds, "s"] : seconds >= 1e-3 ? [seconds * 1e3, "ms"] : [seconds * 1e6, "µs"];
  return `${value >= 1000 ? Math.round(value) : value.toPrecision(3)} ${unit}`;
}
const spread = ({ median, min, q1, q3 }: Timing): string =>
  `${formatSeconds(median)} | ${formatSeconds(min)} | ${formatSeconds(q1)}–${formatSeconds(q3)}`;
const ratio = (value: number): string => `${value.toPrecision(3)}×`;
const mebibytes = (bytes: number | null): string =>
  bytes === null ? "" : `${Math.round(bytes / 2 ** 20)} MiB`;

function layerTable(layers: readonly LayerResult[]): string[] {
  return [
    "| layer | tuned, median | least | quartiles | stock, median | stock / tuned | GFLOP/s | GB/s | of the ceiling |",
    "|---|---|---|---|---|---|---|---|---|",
    ...layers.map(({ name, timings, flops, bytes, binds, ofCeiling }) => {
      const { tuned, stock } = timings;
      const first = (tuned ?? stock)!;
      const rate = (amount: number): string => (amount / first.median / 1e9).toPrecision(3);
      const other = tuned && stock ? formatSeconds(stock.median) : "";
      const times = tuned && stock ? ratio(stock.median / tuned.median) : "";
      const reached = `${(100 * ofCeiling).toFixed(0)} % (${binds})`;
      return `| ${name} | ${spread(first)} | ${other} | ${times} | ${rate(flops)} | ${rate(bytes)} | ${reached} |`;
    }),
  ];
}

function networkTable(results: readonly NetworkResult[]): string[] {
  return [
    "| network | px | images | stage | contender | median | least | quartiles | over tuned | peak memory | ERF apart |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
    ...results.flatMap(({ network, size, images, stage, contenders }) =>
      contenders.map(({ name, timing, peakBytes, apart }) => {
        const times = ratio(timing.median / contenders[0]!.timing.median);
        const far = apart === null ? "" : apart.toExponential(1);
        return `| ${network} | ${size} | ${images} | ${stage} | ${name} | ${spread(timing)} | ${times} | ${mebibytes(peakBytes)} | ${far} |`;
      }),
    ),
  ];
}

export function backendTables(found: BackendReport): string {
  const { ceilings, layers, kernels, networks, failures } = found;
  const slopes = growthRows(growthLines(found));
  const parts = [
    [
      `### ${found.backend}: ${found.adapter}`,
      "",
      `Ceilings in this run: copy ${(ceilings.bytesPerSecond / 1e9).toPrecision(3)} GB/s, product ${(ceilings.flopsPerSecond / 1e9).toPrecision(3)} GFLOP/s.`,
    ],
    layers.length ? [`Layers at ${found.layersAt} px:`, "", ...layerTable(layers)] : [],
    kernels.length ? ["Time against K:", "", ...layerTable(kernels)] : [],
    networks.length ? networkTable(networks) : [],
    slopes.length
      ? ["| growth of the median | range | slope of log-log fit |", "|---|---|---|", ...slopes]
      : [],
    failures.map((failure) => `Not measured: ${failure}`),
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}

export function reportTables({
  date,
  machine,
  versions,
  backends,
  peakProcessBytes,
}: Report): string {
  const about = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const peak =
    peakProcessBytes === null ? "" : ` Peak of the process: ${mebibytes(peakProcessBytes)}.`;
  const head = `${date}; ${machine}; ${about.join(", ")}.${peak}`;
  return `${[head, ...backends.map(backendTables)].join("\n\n")}\n`;
}
