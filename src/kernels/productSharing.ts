/**
 * WGSL that brings a group's tiles of a and b from memory over registers to workgroup memory, to arrays
 * `tileA` and `tileB` of vec4s; a part of tiledProduct.ts. A thread brings 4 numbers at a time, and
 * neighbours read neighbours.
 */
import { countThreads, type Tile } from "./productTiles.ts";

export interface Sharing {
  /** vec4s in the tile from one place along the inner side to the next */
  readonly line: number;
  /** WGSL: what is known from the start; the next tile into registers; registers into the tile */
  readonly start: string;
  readonly load: string;
  readonly store: string;
}

/** a's tile: a vec4 holds 4 rows, one below the other. */
export const shareA = (tile: Tile): Sharing =>
  shareTurned(tile, { name: "A", numbers: "a", first: "u32(uniforms.readFrom) + top" }, tile.rows, {
    vec4: 4,
    number: 1,
  });

/** b's tile: a vec4 holds 4 columns, a quarter of the tile apart; b may lie as [columns, inner]. */
export function shareB(tile: Tile, transposed: boolean): Sharing {
  const [threads, line] = [countThreads(tile), tile.columns / 4];
  if (transposed)
    return shareTurned(tile, { name: "B", numbers: "b", first: "left" }, tile.columns, {
      vec4: 1,
      number: line,
    });
  const read = (i: number, j: number) =>
    `b[atB + ${(i * threads) / line}u * columns + ${j * line}u]`;
  return {
    line,
    start: `
      var atB = t / ${line}u * columns + left + t % ${line}u;
      let toB = t;
      ${declare(tile, "B", tile.columns)}`,
    load: `${eachVec4(tile, tile.columns, (i) => `nextB${i} = ${four(i, read)};`)} atB += ${tile.inner}u * columns;`,
    store: eachVec4(tile, tile.columns, (i) => `tileB[toB + ${i * threads}u] = nextB${i};`),
  };
}

/**
 * For a matrix whose lines go along the inner side: neighbours read along a line and store down a column
 * of the tile, which has one vec4 more than it needs in a line, so that they store to different banks.
 */
function shareTurned(
  tile: Tile,
  { name, numbers, first }: { name: string; numbers: string; first: string },
  side: number,
  apart: { vec4: number; number: number },
): Sharing {
  const { inner } = tile;
  const line = side / 4 + 1;
  const lines = countThreads(tile) / inner;
  const read = (i: number, j: number) =>
    `${numbers}[at${name} + ${i * lines * apart.vec4 + j * apart.number}u * inner]`;
  return {
    line,
    start: `
      var at${name} = (${first} + t / ${inner}u * ${apart.vec4}u) * inner + t % ${inner}u;
      let to${name} = t % ${inner}u * ${line}u + t / ${inner}u;
      ${declare(tile, name, side)}`,
    load: `${eachVec4(tile, side, (i) => `next${name}${i} = ${four(i, read)};`)} at${name} += ${inner}u;`,
    store: eachVec4(tile, side, (i) => `tile${name}[to${name} + ${i * lines}u] = next${name}${i};`),
  };
}

const four = (i: number, read: (i: number, j: number) => string): string =>
  `vec4<f32>(${[0, 1, 2, 3].map((j) => read(i, j)).join(", ")})`;

const declare = (tile: Tile, name: string, side: number): string =>
  Array.from(
    { length: Math.ceil((tile.inner * side) / 4 / countThreads(tile)) },
    (_, i) => `var next${name}${i} : vec4<f32>;`,
  ).join(" ");

/** A statement for each vec4 that a thread brings; of the last there may be too few for all threads. */
function eachVec4(tile: Tile, side: number, statement: (i: number) => string): string {
  const [threads, all] = [countThreads(tile), (tile.inner * side) / 4];
  const parts: string[] = [];
  for (let i = 0; i * threads < all; i++) {
    const left = all - i * threads;
    parts.push(left < threads ? `if (t < ${left}u) { ${statement(i)} }` : statement(i));
  }
  return parts.join(" ");
}
