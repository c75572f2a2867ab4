/** What is tabled of masks. */
import type { LayerOverlap } from "../../src/domain/model.ts";
import type { CountValue, KernelsValue } from "../../src/domain/stored.ts";
import { erkDensities } from "../../src/store/erk.ts";
import { maskNumbers, overlapOf, ratesOf, type MaskOverlap } from "../../src/store/maskNumbers.ts";
import type { Column, Entry, Table } from "../../src/store/tables.ts";
import { branchName } from "./KernelAtLarge.tsx";

/** A layer's name begins with its block. */
const BLOCK: Column = { name: "block", page: { head: "block", wide: true } };

/** One row a layer; with the share that the Erdős–Rényi-kernel rule gives and another model's. */
export function layerTable(
  { layers }: CountValue,
  targets: readonly (number | null)[] | null = null,
  other: { readonly name: string; readonly count: CountValue } | null = null,
): Table {
  return {
    columns: [
      { name: "layer" },
      BLOCK,
      { name: "kernel" },
      { name: "share of zeros", digits: 4 },
      ...(targets ? [{ name: "by ERK", digits: 4 }] : []),
      ...(other ? [{ name: `of ${other.name}`, digits: 4 }] : []),
    ],
    rows: layers.map(({ name, block, kernel, sparsity }, i) => [
      name,
      block,
      kernel.join("×"),
      sparsity,
      ...(targets ? [targets[i] ?? null] : []),
      ...(other ? [sparsityIn(other.count, name)] : []),
    ]),
  };
}

/** A layer's share of zeros by its name; null when the count does not know it. */
export const sparsityIn = ({ layers }: CountValue, name: string): number | null =>
  layers.find((layer) => layer.name === name)?.sparsity ?? null;

/**
 * The share of zeros that the Erdős–Rényi-kernel rule gives each layer at the overall share that
 * was counted; `dims` are the channels of each stage. Null when there are no zeros or a layer was
 * not counted.
 */
export function erkTargets(
  { layers }: CountValue,
  dims: readonly number[],
): readonly number[] | null {
  const sized = layers.map(({ block, kernel, sparsity }) => ({
    channels: dims[stageOf(block) - 1] ?? NaN,
    kernel,
    sparsity,
  }));
  const weights = ({ channels, kernel }: (typeof sized)[number]): number =>
    channels * kernel[0] * kernel[1];
  const total = sized.reduce((sum, layer) => sum + weights(layer), 0);
  const alive = sized.reduce(
    (sum, layer) => sum + (1 - (layer.sparsity ?? NaN)) * weights(layer),
    0,
  );
  const density = alive / total;
  return density < 1 ? erkDensities(sized, density).map((own) => 1 - own) : null;
}

/** `stages.2.4` is a block of stage 3. */
export const stageOf = (block: string): number => Number(/\d+/.exec(block)?.[0] ?? 0) + 1;

export interface BranchOverlap extends MaskOverlap {
  readonly name: string;
  readonly label: string;
  readonly kernel: readonly [number, number];
  readonly weights: number;
}
/** The branches that two blocks have in common by name and size. */
export function overlapsOf(a: KernelsValue, b: KernelsValue): readonly BranchOverlap[] {
  return a.branches.flatMap(({ name, kernel, values }) => {
    const label = branchName(name);
    const twin = b.branches.find(
      (branch) =>
        branchName(branch.name) === label &&
        branch.kernel.join() === kernel.join() &&
        branch.values.length === values.length,
    );
    if (!twin) return [];
    return [
      {
        name,
        label,
        kernel,
        weights: values.length,
        ...overlapOf(values, twin.values, kernel[0] * kernel[1]),
      },
    ];
  });
}

/** One row a layer: the masks of two models over each other. */
export const layersOverlapTable = (
  layers: readonly LayerOverlap[],
  [first, second]: readonly [string, string],
): Table => ({
  columns: [{ name: "layer" }, BLOCK, ...overlapColumns(first, second)],
  rows: layers.map((layer) => [layer.name, layer.block, ...overlapEntries(layer)]),
});
const overlapColumns = (first: string, second: string): readonly Column[] => [
  { name: "kernel" },
  { name: `alive in ${first}` },
  { name: `alive in ${second}` },
  { name: "in both" },
  { name: "IoU", digits: 4 },
  { name: "by chance", digits: 4 },
];
function overlapEntries(own: Omit<LayerOverlap, "name" | "block">): readonly Entry[] {
  const { iou, chance } = ratesOf(own);
  return [
    own.kernel.join("×"),
    own.first,
    own.second,
    own.both,
    Number.isFinite(iou) ? iou : null,
    Number.isFinite(chance) ? chance : null,
  ];
}

/** One row a branch. */
export const overlapTable = (
  overlaps: readonly BranchOverlap[],
  [first, second]: readonly [string, string],
): Table => ({
  columns: [{ name: "branch" }, ...overlapColumns(first, second)],
  rows: overlaps.map((own) => [own.name, ...overlapEntries(own)]),
});

/** One row a branch of the block. */
export const branchTable = ({ branches }: KernelsValue): Table => ({
  columns: [
    { name: "branch" },
    { name: "kernel" },
    { name: "share of zeros", digits: 4 },
    { name: "channels" },
    { name: "dead channels" },
  ],
  rows: branches.map(({ name, kernel, values }) => {
    const { sparsity, channels, dead } = maskNumbers(values, ...kernel);
    return [name, kernel.join("×"), sparsity, channels, dead.length];
  }),
});
