/**
 * Product of matrices a [rows, inner] and b [inner, columns], plus a bias [columns]; the plain
 * reference is reference/product.ts. A thread keeps a tile of sums and reads straight from memory:
 * no thread waits for another, which is what adapters that run on the processor want. A GPU is better
 * served by tfjs's own, whose threads share tiles in workgroup memory.
 */
import type { Kernel } from "./kernel.ts";

/** Columns that stand side by side in a group: neighbours in b and in the result. */
const LANES = 32;
/** Sides of a thread's tile; its columns lie LANES apart. */
const TILE = 8;

/** The kernel for [rows, columns] results; `bias` says whether a third tensor is added. */
export function product(rows: number, inner: number, columns: number, bias: boolean): Kernel {
  const down = range(Math.min(TILE, rows));
  const across = range(Math.min(TILE, Math.ceil(columns / LANES)));
  const cells = down.flatMap((r) => across.map((q) => [r, q] as const));
  const start = (q: number) => (bias ? `bias[column${q}]` : "0.0");
  return {
    name: "product",
    inputs: ["a", "b", ...(bias ? ["bias"] : [])],
    threads: [LANES, 1, 1],
    groups: [1, Math.ceil(columns / (LANES * across.length)), Math.ceil(rows / down.length)],
    macs: rows * inner * columns,
    body: /* wgsl */ `
      let inner = uniforms.aShape.y;
      let rows = uniforms.outShape.x;
      let columns = uniforms.outShape.y;
      let left = group.y * ${LANES * across.length} + local.x;
      let top = group.z * ${down.length};
      ${across.map((q) => `let column${q} = min(left + ${q * LANES}, columns - 1);`).join(" ")}
      ${down.map((r) => `let row${r} = min(top + ${r}, rows - 1) * inner;`).join(" ")}
      ${cells.map(([r, q]) => `var sum${r}_${q} = ${start(q)};`).join(" ")}
      for (var k = 0; k < inner; k++) {
        let line = k * columns;
        ${across.map((q) => `let b${q} = b[line + column${q}];`).join(" ")}
        ${down.map((r) => `let a${r} = a[row${r} + k];`).join(" ")}
        ${cells.map(([r, q]) => `sum${r}_${q} += a${r} * b${q};`).join(" ")}
      }
      ${cells.map(([r, q]) => `if (top + ${r} < rows && left + ${q * LANES} < columns) { result[(top + ${r}) * columns + column${q}] = sum${r}_${q}; }`).join("\n      ")}`,
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
