/** What is tabled of masks. */
import type { CountValue, KernelsValue } from "../../src/domain/stored.ts";
import { maskNumbers } from "../../src/store/maskNumbers.ts";
import type { Table } from "../../src/store/tables.ts";

/** One row a layer. */
export const layerTable = ({ layers }: CountValue): Table => ({
  columns: [
    { name: "layer" },
    { name: "block" },
    { name: "kernel" },
    { name: "share of zeros", digits: 4 },
  ],
  rows: layers.map(({ name, block, kernel, sparsity }) => [
    name,
    block,
    kernel.join("×"),
    sparsity,
  ]),
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
