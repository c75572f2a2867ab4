/** Which cell needs which model: names, what is wrong with them, and what a change touches. */
import {
  BRANCHES,
  type Cell,
  type CellEdits,
  type ModelCell,
  type ModelOrigin,
  type NotebookDocument,
} from "../domain/document.ts";

/** A model with its chain of edits followed to the weights. */
export interface ResolvedModel {
  readonly cell: ModelCell;
  readonly root: Exclude<ModelOrigin, { type: "model" }>;
  /** of the whole chain: the nearest to the cell counts */
  readonly edits: CellEdits;
  /** equal for equal weights: enters the keys of results */
  readonly identity: string;
  /** the sides are limits: weights that have less keep what they have */
  readonly atMost?: true;
}
export interface Graph {
  /** models by the name they define, where the name is defined once and leads to weights */
  readonly models: ReadonlyMap<string, ResolvedModel>;
  /** by cell id: one sentence each */
  readonly problems: ReadonlyMap<string, readonly string[]>;
}

/** Names of the models that a cell refers to, in its own order. */
export function modelsUsed(cell: Cell): readonly string[] {
  switch (cell.type) {
    case "text":
    case "unknown":
      return [];
    case "model":
      return cell.origin.type === "model" ? [cell.origin.model] : [];
    case "compare":
    case "sweep":
      return cell.models;
    case "masks":
      return cell.other === null ? [cell.model] : [cell.model, cell.other];
    case "erf":
    case "kernels":
    case "predict":
      return [cell.model];
    default:
      return cell satisfies never;
  }
}

/** Reads the names of a document; problems are found, never thrown. */
export function buildGraph(document: NotebookDocument): Graph {
  const problems = new Map<string, string[]>();
  const report = (cell: Cell, sentence: string): void => {
    problems.set(cell.id, [...(problems.get(cell.id) ?? []), sentence]);
  };
  const defined = new Map<string, ModelCell[]>();
  for (const cell of document.cells)
    if (cell.type === "model") defined.set(cell.name, [...(defined.get(cell.name) ?? []), cell]);
  const models = new Map<string, ResolvedModel>();
  for (const [name, cells] of defined) {
    if (cells.length > 1) {
      for (const cell of cells)
        report(cell, `${cells.length} cells define “${name}”: rename all but one.`);
      continue;
    }
    const cell = cells[0]!;
    const chain = followChain(cell, defined);
    if (chain.type === "cycle")
      report(
        cell,
        `“${name}” is made from itself (${chain.names.join(" from ")}): choose other weights for one of them.`,
      );
    else if (chain.type === "resolved") models.set(name, chain.model);
  }
  for (const cell of document.cells)
    for (const name of new Set(modelsUsed(cell))) {
      if (models.has(name)) continue;
      const cells = defined.get(name) ?? [];
      if (cells.length === 0)
        report(cell, `No cell defines “${name}”: add a model of that name, or choose another.`);
      else if (cells.length > 1) report(cell, `“${name}” is defined ${cells.length} times.`);
      else if (!(problems.get(cell.id) ?? []).some((sentence) => sentence.includes("from itself")))
        report(cell, `“${name}” leads to no weights: see its cell.`);
    }
  return { models, problems };
}

type Chain =
  | { readonly type: "resolved"; readonly model: ResolvedModel }
  | { readonly type: "cycle"; readonly names: readonly string[] }
  | { readonly type: "broken" };

function followChain(cell: ModelCell, defined: ReadonlyMap<string, readonly ModelCell[]>): Chain {
  const names = [cell.name];
  let { edits } = cell;
  for (let at = cell; ;) {
    const { origin } = at;
    if (origin.type !== "model") {
      const identity = identityOf(origin, edits);
      return { type: "resolved", model: { cell, root: origin, edits, identity } };
    }
    if (names.includes(origin.model)) {
      const loops = origin.model === cell.name;
      return loops ? { type: "cycle", names: [...names, origin.model] } : { type: "broken" };
    }
    const next = defined.get(origin.model) ?? [];
    if (next.length !== 1) return { type: "broken" };
    at = next[0]!;
    names.push(at.name);
    edits = overEdits(edits, at.edits);
  }
}

/** The edits of a copy over those of what it copies: what the copy leaves alone stays as it was. */
function overEdits(own: CellEdits, under: CellEdits): CellEdits {
  const sides = own.kernelSizes === null ? under : own;
  const zeros = own.sparsity === null ? under : own;
  return {
    kernelSizes: sides.kernelSizes,
    kernelMode: sides.kernelMode,
    sparsity: zeros.sparsity,
    pruning: zeros.pruning,
    pruningScope: zeros.pruningScope,
    off: BRANCHES.filter((branch) => own.off.includes(branch) || under.off.includes(branch)),
    untrained: own.untrained ?? under.untrained,
  };
}

/** Equal for equal weights: how kernels change counts only where they do. */
export function identityOf(origin: ResolvedModel["root"], edits: CellEdits): string {
  const { kernelSizes, kernelMode, sparsity, pruning, pruningScope, off, untrained } = edits;
  const weights =
    origin.type === "random"
      ? [origin.architecture, origin.seed]
      : [origin.file.sha256, origin.weights, ...(origin.allowMissing ? ["allowMissing"] : [])];
  return JSON.stringify([
    weights,
    kernelSizes && [kernelSizes, kernelMode],
    sparsity === null ? null : [sparsity, pruning, pruningScope],
    BRANCHES.filter((branch) => off.includes(branch)),
    untrained,
  ]);
}
