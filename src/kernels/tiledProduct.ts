/**
 * Product of matrices a [rows, inner] and b [inner, columns] for GPUs; the plain reference is
 * reference/product.ts. The threads of a group share tiles of a and b in workgroup memory, and each
 * reads the next tile into registers while it computes with this one, as in CUTLASS. Tile and flags
 * alone are in the WGSL: one pipeline serves all shapes.
 *
 * Reads may fall outside of a matrix, where WebGPU gives any number of it: past the last row or column
 * they reach sums only that are not written, and past the inner side they are never taken up.
 */
import { NORMAL } from "./gelu.ts";
import type { Kernel } from "./kernel.ts";
import { AFTER, isGelu, isGradient, type ProductFlags, productInputs } from "./productFlags.ts";
import { shareA, shareB } from "./productSharing.ts";
import { chooseTile, countThreads, type Tile } from "./productTiles.ts";

/**
 * The kernel for `rows` rows; inputs a, b, then bias, u and more where flags want them. Of a range,
 * row r reads a[from + r] and u[r], and writes result[to + r] with more[to + r] added.
 */
export function tiledProduct(
  rows: number,
  inner: number,
  columns: number,
  flags: ProductFlags,
  tile: Tile = chooseTile(rows, inner, columns),
): Kernel {
  return {
    name: "tiledProduct",
    inputs: productInputs(flags),
    ...write(tile, flags),
    threads: [countThreads(tile), 1, 1],
    groups: [Math.ceil(columns / tile.columns), 1, Math.ceil(rows / tile.rows)],
    macs: rows * inner * columns,
  };
}

/** Lanes of 32 stand 8 across and 4 down: so they read the least of both tiles. */
const LANES = 8;
const XYZW = [..."xyzw"] as const;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

function write(tile: Tile, flags: ProductFlags): Pick<Kernel, "declarations" | "body"> {
  const [wide, high] = [tile.columns / tile.across, tile.rows / tile.down]; // threads of a slice
  const part = tile.inner / tile.slices;
  const [fours, quads] = [range(tile.down / 4), range(tile.across / 4)];
  const cells = range(tile.down).flatMap((i) => quads.map((q) => [i, q] as const));
  const [a, b] = [shareA(tile), shareB(tile, flags.transposed)];
  /** multiplies the numbers at one place along the inner side, `k` after those of `own` */
  const step = (k: number) => `{
        ${fours.map((h) => `let a${h} = tileA[ownA + ${k * a.line + h * high}u];`).join(" ")}
        ${quads.map((q) => `let b${q} = tileB[ownB + ${k * b.line + q * wide}u];`).join(" ")}
        ${cells.map(([i, q]) => `sum${i}_${q} = fma(vec4<f32>(a${i >> 2}.${XYZW[i & 3]}), b${q}, sum${i}_${q});`).join(" ")}
      }`;
  return {
    declarations: /* wgsl */ `
    var<workgroup> tileA : array<vec4<f32>, ${tile.inner * a.line}>; // a vec4 holds 4 rows
    var<workgroup> tileB : array<vec4<f32>, ${tile.inner * b.line}>; // columns a quarter tile apart
    ${tile.slices > 1 ? `var<workgroup> meeting : array<vec4<f32>, ${wide * high * cells.length}>;` : ""}
    ${isGelu(flags.after) ? NORMAL : ""}`,
    body: /* wgsl */ `
      let t = u32(local.x);
      let inner = u32(uniforms.aShape.z);
      let columns = u32(uniforms.outShape.z);
      let top = u32(group.z) * ${tile.rows}u;
      let left = u32(group.x) * ${tile.columns}u;
      let slice = t / ${wide * high}u;
      let own = t % ${wide * high}u;
      let x = own / 32u % ${wide / LANES}u * ${LANES}u + own % ${LANES}u;
      let y = own / ${(32 / LANES) * wide}u * ${32 / LANES}u + own % 32u / ${LANES}u;
      ${a.start}
      ${b.start}
      ${cells.map(([i, q]) => `var sum${i}_${q} = vec4<f32>();`).join(" ")}

      let full = inner / ${tile.inner}u;
      let rest = inner % ${tile.inner}u;
      let firstA = slice * ${part * a.line}u + y;
      let firstB = slice * ${part * b.line}u + x;
      ${a.load} ${b.load}
      ${a.store} ${b.store}
      workgroupBarrier();
      for (var lap = 1u; lap <= full; lap++) {
        let goesOn = lap < full || rest > 0u;
        if (goesOn) { ${a.load} ${b.load} }
        { let ownA = firstA; let ownB = firstB; ${range(part).map(step).join(" ")} }
        workgroupBarrier();
        if (goesOn) { ${a.store} ${b.store} }
        workgroupBarrier();
      }
      for (var k = 0u; k < ${part}u && slice * ${part}u + k < rest; k++) {
        let ownA = firstA + k * ${a.line}u;
        let ownB = firstB + k * ${b.line}u;
        ${step(0)}
      }
      ${tile.slices > 1 ? meet(tile.slices, cells, wide * high) : ""}
      ${finish(tile, flags, wide, high)}`,
  };
}

type Cells = readonly (readonly [row: number, quad: number])[];

/** Sums of the slices, one after another, into the first. */
const meet = (slices: number, cells: Cells, threads: number): string => /* wgsl */ `
      for (var other = 1u; other < ${slices}u; other++) {
        if (slice == other) { ${cells.map(([i, q], n) => `meeting[${n * threads}u + own] = sum${i}_${q};`).join(" ")} }
        workgroupBarrier();
        if (slice == 0u) { ${cells.map(([i, q], n) => `sum${i}_${q} += meeting[${n * threads}u + own];`).join(" ")} }
        workgroupBarrier();
      }
      if (slice > 0u) { return; }`;

/** What becomes of sums, and where they go. */
function finish(tile: Tile, flags: ProductFlags, wide: number, high: number): string {
  const columns = range(tile.across).map((i) => {
    const [q, j] = [i >> 2, i & 3];
    const offset = q * wide + (j * tile.columns) / 4;
    return { name: `column${i}`, offset, bias: `bias${i}`, sum: `${q}.${XYZW[j]}` };
  });
  const cell = (i: number, { name, bias, sum }: (typeof columns)[number]) => `
          if (${name} < columns) {
            let sum = sum${i}_${sum}${flags.bias ? ` + ${bias}` : ""};
            ${isGradient(flags.after) ? `let v = u[lineU + ${name}];` : ""}
            result[line + ${name}] = ${AFTER[flags.after]}${flags.plus ? ` + more[line + ${name}]` : ""};
          }`;
  const line = (i: number) => `{
        let row = top + 4u * y + ${4 * (i >> 2) * high + (i & 3)}u;
        if (row < u32(uniforms.pixels)) {
          let line = (u32(uniforms.writeTo) + row) * columns;
          let lineU = row * columns;
          ${columns.map((column) => cell(i, column)).join("")}
        }
      }`;
  return /* wgsl */ `
      ${columns.map(({ name, offset }) => `let ${name} = left + x + ${offset}u;`).join(" ")}
      ${flags.bias ? columns.map(({ name, bias }) => `let ${bias} = bias[${name}];`).join(" ") : ""}
      ${range(tile.down).map(line).join(" ")}`;
}
