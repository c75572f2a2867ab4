/**
 * The notebook as a document: an ordered list of cells, complete and immutable in memory.
 * The file it is saved as is specified in docs/notebook-format.md; results are kept apart (stored.ts).
 */
import type { ProtocolName, StageNumber, TargetChoice, UnitChoice } from "./job.ts";
import type { ScaleName } from "./reading.ts";

export interface CellBase {
  /** unique in the document; see CELL_ID */
  readonly id: string;
  /** only the title shows */
  readonly folded: boolean;
  /** the controls are hidden, the content shows */
  readonly bare: boolean;
  /** fields that this version does not know, written back as they were read */
  readonly extra: Readonly<Record<string, unknown>>;
}
export interface TextCell extends CellBase {
  readonly type: "text";
  /** Markdown with TeX between dollar signs */
  readonly text: string;
}
/** A file that a document speaks of; its bytes never travel with the document. */
export interface FileRef {
  readonly name: string;
  readonly bytes: number;
  /** hexadecimal */
  readonly sha256: string;
  /** where it may be had, https; nothing is asked of it until a person says so */
  readonly url?: string;
}
export type ModelOrigin =
  | { readonly type: "random"; readonly architecture: string; readonly seed: number }
  /**
   * `weights` names the state_dict of a wrapper; null takes the default one. `allowMissing`: a
   * person insisted on a file that lacks tensors, which are zeros then.
   */
  | {
      readonly type: "file";
      readonly file: FileRef;
      readonly weights: string | null;
      readonly allowMissing?: boolean | undefined;
    }
  /** another model cell, by the name it defines */
  | { readonly type: "model"; readonly model: string };

/** What of a large kernel's branches can be left out: strips lying and standing, the small square. */
export const BRANCHES = ["horizontal", "vertical", "small"] as const;
export type BranchName = (typeof BRANCHES)[number];
/** How a checkpoint's kernels come to another size: cut, interpolated, or drawn anew. */
export const KERNEL_MODES = ["crop", "resample", "reinit"] as const;
export type KernelMode = (typeof KERNEL_MODES)[number];
/** Which weights become zero; `erk` spreads the zeros over layers as Erdős–Rényi-kernel does. */
export const PRUNINGS = ["magnitude", "random", "erk"] as const;
export type Pruning = (typeof PRUNINGS)[number];

/** What is changed after the weights are opened; null leaves them as they are. */
export interface CellEdits {
  /** odd side per stage; a random network is made with it */
  readonly kernelSizes: readonly number[] | null;
  readonly kernelMode: KernelMode;
  /** share of zeros in the large kernels, 0–1 */
  readonly sparsity: number | null;
  readonly pruning: Pruning;
  /** the share of each kernel, or of all together */
  readonly pruningScope: "layer" | "global";
  /** branches that are left out */
  readonly off: readonly BranchName[];
  /** seed of random values that take the place of the weights; null keeps them */
  readonly untrained: number | null;
}
export const NO_EDITS: CellEdits = {
  kernelSizes: null,
  kernelMode: "crop",
  sparsity: null,
  pruning: "magnitude",
  pruningScope: "layer",
  off: [],
  untrained: null,
};
export interface ModelCell extends CellBase {
  readonly type: "model";
  /** what other cells call it: a–z, then a–z 0–9 _, at most 40 */
  readonly name: string;
  readonly origin: ModelOrigin;
  readonly edits: CellEdits;
}
export type ImageChoice =
  | { readonly type: "dead-leaves" | "noise"; readonly count: number; readonly seed: number }
  | { readonly type: "files"; readonly files: readonly FileRef[] };

/** All that decides a field besides the model, and how it is read and drawn. */
export interface Conditions {
  readonly protocol: ProtocolName;
  /** the scalar that is differentiated; null is the protocol's own */
  readonly target: TargetChoice | null;
  /** side of the input, px */
  readonly size: number;
  readonly stage: StageNumber;
  /** after this block of the stage, counted from 0; null is its end */
  readonly block: number | null;
  readonly unit: UnitChoice;
  readonly images: ImageChoice;
  readonly scale: ScaleName;
  /** name of a colour map */
  readonly colours: string;
}
export interface FigureBase extends CellBase {
  /** empty: a title is made of the content */
  readonly title: string;
  /** Markdown; empty: the figure says what it shows */
  readonly caption: string;
}
/** How a field is drawn; none of it changes a number. */
export interface ErfView {
  /** opacity of the map over the mean input image, 0–1; 1 hides the image */
  readonly overlay: number;
  /** lines around 20, 30, 50 and 99 % of the contribution */
  readonly contours: boolean;
  /** squares of the area ratio */
  readonly squares: boolean;
}
export const PLAIN_VIEW: ErfView = { overlay: 1, contours: false, squares: true };
export interface ErfCell extends FigureBase {
  readonly type: "erf";
  readonly model: string;
  readonly conditions: Conditions;
  /** beside it the same network with random weights */
  readonly untrained: boolean;
  readonly view: ErfView;
}
/** A map that was computed elsewhere: a NumPy file [H, W]. */
export interface ImportedMap {
  readonly name: string;
  readonly file: FileRef;
}
export const COMPARE_MODES = ["row", "difference", "ratio", "blink", "wipe"] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];
export interface CompareCell extends FigureBase {
  readonly type: "compare";
  readonly models: readonly string[];
  readonly conditions: Conditions;
  /** one colour scale for all maps, or each its own */
  readonly range: "shared" | "own";
  readonly mode: CompareMode;
  /** places in the row, from 0, of the two that every mode but `row` is about */
  readonly pair: readonly [number, number];
  /** stand in the row after the models */
  readonly imported: readonly ImportedMap[];
}
export interface KernelsCell extends FigureBase {
  readonly type: "kernels";
  readonly model: string;
  /** as `stages.0.0`; null shows the first block */
  readonly block: string | null;
}
export interface MasksCell extends FigureBase {
  readonly type: "masks";
  readonly model: string;
  readonly block: string | null;
  /** a second model whose masks are laid over the first's; null: none */
  readonly other: string | null;
}
export interface SweepCell extends FigureBase {
  readonly type: "sweep";
  readonly models: readonly string[];
  readonly over: "kernel" | "sparsity";
  /** largest kernel sides, px, or shares of zeros */
  readonly values: readonly number[];
  readonly conditions: Conditions;
}
export interface PredictCell extends FigureBase {
  readonly type: "predict";
  readonly model: string;
  /** side of the input, px */
  readonly size: number;
  readonly images: ImageChoice;
  /** classes shown for each image */
  readonly top: number;
}
/** A cell of a newer version: shown as such, kept and written back untouched. */
export interface UnknownCell extends CellBase {
  readonly type: "unknown";
  readonly raw: Readonly<Record<string, unknown>>;
}
export type FigureCell = ErfCell | CompareCell | KernelsCell | MasksCell | SweepCell | PredictCell;
export type Cell = TextCell | ModelCell | FigureCell | UnknownCell;
export type CellType = Exclude<Cell["type"], "unknown">;
export const CELL_TYPES = [
  "text",
  "model",
  "erf",
  "compare",
  "kernels",
  "masks",
  "sweep",
  "predict",
] as const satisfies readonly CellType[];

export interface NotebookDocument {
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly extra: Readonly<Record<string, unknown>>;
}

export const CELL_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
export const MODEL_NAME = /^[a-z][a-z0-9_]{0,39}$/;

export const isFigure = (cell: Cell): cell is FigureCell =>
  cell.type !== "text" && cell.type !== "model" && cell.type !== "unknown";
