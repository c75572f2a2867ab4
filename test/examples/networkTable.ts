/** The table of the networks in the box, made of the results that an example notebook holds. */
import { gaussianFit } from "../../src/analysis/gaussianFit.ts";
import { erfMean } from "../../src/analysis/mean.ts";
import type { NotebookDocument } from "../../src/domain/document.ts";
import type { ErfValue, KeptValue, ResultKey } from "../../src/domain/stored.ts";
import { findIn, type BundledNetwork } from "../../src/store/bundled.ts";
import { findCell } from "../../src/store/cells.ts";
import { buildGraph, type Graph, type ResolvedModel } from "../../src/store/graph.ts";
import { countPart, erfPart, modelPart } from "../../src/store/parts.ts";

/** The cell that the table stands in, and those whose fields it is made of. */
export const CELLS = { table: "table", trained: "trained", untrained: "untrained" } as const;
const SHARE = 0.5;

type Results = ReadonlyMap<ResultKey, KeptValue>;
/** Of a validation set: right answers over all, with the interval of the network's card. */
export interface Accuracy {
  readonly value: number;
  readonly interval95: readonly [number, number];
}

interface Reading {
  readonly ratio: number | null;
  readonly sigma: number | null;
}
function readField({ result }: ErfValue): Reading {
  const { height, width } = result.map;
  const fit = gaussianFit({ height, width, values: erfMean(result.map) });
  const ratio = result.areaRatio.find(({ t }) => t === SHARE)?.ratio ?? null;
  return { ratio, sigma: fit?.major ?? null };
}

/** The models of a comparison with their fields, in its order; throws when one is missing. */
function readFields(document: NotebookDocument, { models }: Graph, results: Results, id: string) {
  const cell = findCell(document, id);
  if (cell?.type !== "compare") throw new Error(`There is no comparison “${id}”.`);
  return cell.models.map((name) => {
    const model = models.get(name);
    const value = model && results.get(erfPart(model, cell.conditions).key);
    if (!model || value?.kind !== "erf") throw new Error(`“${id}” holds no field of ${name}.`);
    return { model, value };
  });
}

const say = (value: number | null, digits: number): string => value?.toFixed(digits) ?? "–";
const sayPercent = (share: number): string => (100 * share).toFixed(1);
const sayChange = (from: Reading, to: Reading, key: keyof Reading, digits: number): string =>
  `${say(from[key], digits)} → ${say(to[key], digits)}`;

/**
 * Markdown: one row a network. `accuracyOf` gives what the card of a checkpoint says, by SHA-256.
 * Throws when the notebook lacks a result.
 */
export function makeNetworkTable(
  document: NotebookDocument,
  results: Results,
  networks: readonly BundledNetwork[],
  accuracyOf: (sha256: string) => Accuracy,
): string {
  const graph = buildGraph(document);
  const trained = readFields(document, graph, results, CELLS.trained);
  const untrained = readFields(document, graph, results, CELLS.untrained);
  const networkOf = ({ root }: ResolvedModel) => {
    const found = root.type === "file" ? findIn(networks, root.file.sha256) : null;
    if (!found) throw new Error("A model is no network of the box.");
    return found;
  };
  const rows = trained.map(({ model, value }) => {
    const { network, checkpoint } = networkOf(model);
    const before = untrained.find((one) => networkOf(one.model).network === network);
    if (!before) throw new Error(`${network.name} is not among the untrained.`);
    const count = results.get(countPart(model).key);
    const summary = results.get(modelPart(model).key);
    if (count?.kind !== "count" || summary?.kind !== "model")
      throw new Error(`${network.name} was not counted.`);
    const { params, macs = 0, kernelSizes } = summary.summary;
    const accuracy = accuracyOf(checkpoint.sha256);
    const [from, to] = [readField(before.value), readField(value)];
    const sides = [...new Set(kernelSizes)].join(", ");
    return [
      `\`${network.name}\``,
      sides,
      `${sayPercent(accuracy.value)} (${accuracy.interval95.map(sayPercent).join("–")})`,
      (params / 1e6).toFixed(3),
      sayPercent(1 - count.nonzero / params),
      `${(macs / 1e6).toFixed(0)} / ${((count.macs ?? macs) / 1e6).toFixed(0)}`,
      sayChange(from, to, "ratio", 3),
      sayChange(from, to, "sigma", 1),
    ];
  });
  const head = [
    "network",
    "kernels",
    "accuracy, % (95 %)",
    "params, M",
    "zeros, %",
    "MACs, M (dense / sparse)",
    "area ratio at 50 %, before → after",
    "σ, px, before → after",
  ];
  const aligned = head.map((_, i) => (i < 2 ? "---" : "---:"));
  return [head, aligned, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
