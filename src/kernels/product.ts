/**
 * Product of matrices a [rows, inner] and b [inner, columns], plus a bias [columns]; the plain
 * reference is reference/product.ts. A thread keeps a tile of sums and reads straight from memory:
 * no thread waits for another, which is what adapters that run on the processor want. A GPU is better
 * served by tfjs's own, whose threads share tiles in workgroup memory.
 */
import { NORMAL } from "./gelu.ts";
import type { Kernel } from "./kernel.ts";
import { AFTER, isGelu, isGradient, type ProductFlags, productInputs } from "./productFlags.ts";

/** Columns that stand side by side in a group: neighbours in b and in the result. */
const LANES = 32;
/** Sides of a thread's tile; its columns lie LANES apart. */
const TILE = 8;

/** The kernel for `rows` rows; inputs and ranges as those of `tiledProduct`. */
export function product(rows: number, inner: number, columns: number, flags: ProductFlags): Kernel {
  const down = range(Math.min(TILE, rows));
  const across = range(Math.min(TILE, Math.ceil(columns / LANES)));
  const cells = down.flatMap((r) => across.map((q) => [r, q] as const));
  const { bias, transposed, after } = flags;
  const start = (q: number) => (bias ? `bias[column${q}]` : "0.0");
  const write = (r: number, q: number) => `
      if (top + ${r} < uniforms.pixels && left + ${q * LANES} < columns) {
        let sum = sum${r}_${q};
        ${isGradient(after) ? `let v = u[(top + ${r}) * columns + column${q}];` : ""}
        let at = (uniforms.writeTo + top + ${r}) * columns + column${q};
        result[at] = ${AFTER[after]}${flags.plus ? " + more[at]" : ""};
      }`;
  return {
    name: "product",
    inputs: productInputs(flags),
    ...(isGelu(after) && { declarations: NORMAL }),
    threads: [LANES, 1, 1],
    groups: [1, Math.ceil(columns / (LANES * across.length)), Math.ceil(rows / down.length)],
    macs: rows * inner * columns,
    body: /* wgsl */ `
      let inner = uniforms.aShape.z;
      let columns = uniforms.outShape.z;
      let left = group.y * ${LANES * across.length} + local.x;
      let top = group.z * ${down.length};
      ${across.map((q) => `let column${q} = min(left + ${q * LANES}, columns - 1);`).join(" ")}
      ${down.map((r) => `let row${r} = (uniforms.readFrom + min(top + ${r}, uniforms.pixels - 1)) * inner;`).join(" ")}
      ${cells.map(([r, q]) => `var sum${r}_${q} = ${start(q)};`).join(" ")}
      for (var k = 0; k < inner; k++) {
        ${across.map((q) => `let b${q} = b[${transposed ? `column${q} * inner + k` : `k * columns + column${q}`}];`).join(" ")}
        ${down.map((r) => `let a${r} = a[row${r} + k];`).join(" ")}
        ${cells.map(([r, q]) => `sum${r}_${q} += a${r} * b${q};`).join(" ")}
      }
      ${cells.map(([r, q]) => write(r, q)).join("")}`,
  };
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
