// out [m, n] = a [m, k] · b [k, n] + bias [n], all float32.
//
// b is packed once, [ceil(n / 8)][k][8]; a is packed by whoever computes a chunk of the result, four
// rows at a time, [k][4]. A tile is four rows by eight columns, kept in registers while DEPTH numbers
// of a and b pass by; beyond DEPTH its sums go through the result, so that what is read stays in cache.
// How the sums of one result are ordered depends on k alone, not on chunks.
import { addProduct } from "./fma";
import { loadLanes } from "./lanes";

const ROWS: i32 = 128;
const COLUMNS: i32 = 128;
const DEPTH: i32 = 512;
const TILE_BYTES: usize = 128;

/** Chunks of a product, each of which runProduct computes alone. */
export function productChunks(m: i32, n: i32): i32 {
  return ((m + ROWS - 1) / ROWS) * ((n + COLUMNS - 1) / COLUMNS);
}

/** Bytes of scratch that a thread needs for a product. */
export function productScratch(): i32 {
  return <i32>TILE_BYTES + ROWS * DEPTH * 4;
}

/** b [k, n] to [ceil(n / 8)][k][8], the missing columns zero. */
export function packProduct(b: usize, k: i32, n: i32, target: usize): void {
  for (let column = 0; column < n; column += 8) {
    const some = min(8, n - column);
    for (let i = 0; i < k; i++) {
      const from = b + ((<usize>i * <usize>n + <usize>column) << 2);
      if (some == 8) {
        v128.store(target, v128.load(from));
        v128.store(target, v128.load(from, 16), 16);
      } else {
        const rest = f32x4.splat(0);
        v128.store(target, loadLanes(from, min(4, some)));
        v128.store(target, some > 4 ? loadLanes(from + 16, some - 4) : rest, 16);
      }
      target += 32;
    }
  }
}

/** One chunk of out; `scratch` has productScratch() bytes of this thread's own; `bias` 0 means none. */
export function runProduct(
  chunk: i32,
  a: usize,
  b: usize,
  bias: usize,
  out: usize,
  m: i32,
  k: i32,
  n: i32,
  scratch: usize,
): void {
  const across = (n + COLUMNS - 1) / COLUMNS;
  const top = (chunk / across) * ROWS;
  const left = (chunk % across) * COLUMNS;
  const bottom = min(m, top + ROWS);
  const right = min(n, left + COLUMNS);
  const packed = scratch + TILE_BYTES;
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const depth = min(DEPTH, k - k0);
    packRows(a + ((<usize>top * <usize>k + <usize>k0) << 2), k, depth, bottom - top, packed);
    for (let column = left; column < right; column += 8) {
      const panel = b + ((<usize>column * <usize>k + (<usize>k0 << 3)) << 2);
      const some = min(8, n - column);
      let rows = packed;
      for (let row = top; row < bottom; row += 4) {
        const to = out + ((<usize>row * <usize>n + <usize>column) << 2);
        if (some == 8 && row + 4 <= m) {
          if (k0 == 0) startTile(bias, column, to, <usize>n << 2, 8);
          tile(rows, panel, depth, to, <usize>n << 2);
        } else {
          const real = min(4, m - row);
          if (k0 == 0) startTile(bias, column, scratch, 32, some);
          else copyTile(to, <usize>n << 2, scratch, 32, real, some);
          tile(rows, panel, depth, scratch, 32);
          copyTile(scratch, 32, to, <usize>n << 2, real, some);
        }
        rows += <usize>depth << 4;
      }
    }
  }
}

/** Four rows of eight numbers become the bias. */
@inline
function startTile(bias: usize, column: i32, to: usize, stride: usize, some: i32): void {
  const zero = f32x4.splat(0);
  let low = zero;
  let high = zero;
  if (bias) {
    const from = bias + (<usize>column << 2);
    low = loadLanes(from, min(4, some));
    if (some > 4) high = loadLanes(from + 16, some - 4);
  }
  for (let row = 0; row < 4; row++) {
    v128.store(to, low);
    v128.store(to, high, 16);
    to += stride;
  }
}

function copyTile(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++) {
    for (let i: usize = 0; i < <usize>columns << 2; i += 4) store<u32>(to + i, load<u32>(from + i));
    from += fromStride;
    to += toStride;
  }
}

/** rows × depth numbers, k apart, to [ceil(rows / 4)][depth][4]; rows that are missing repeat the last. */
function packRows(a: usize, k: i32, depth: i32, rows: i32, to: usize): void {
  const even = depth & ~3;
  for (let row = 0; row < rows; row += 4) {
    let p0 = a + ((<usize>row * <usize>k) << 2);
    let p1 = a + ((<usize>min(row + 1, rows - 1) * <usize>k) << 2);
    let p2 = a + ((<usize>min(row + 2, rows - 1) * <usize>k) << 2);
    let p3 = a + ((<usize>min(row + 3, rows - 1) * <usize>k) << 2);
    let i = 0;
    for (; i < even; i += 4) {
      const r0 = v128.load(p0);
      const r1 = v128.load(p1);
      const r2 = v128.load(p2);
      const r3 = v128.load(p3);
      const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
      const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
      const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
      const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
      v128.store(to, i64x2.shuffle(low01, low23, 0, 2));
      v128.store(to, i64x2.shuffle(low01, low23, 1, 3), 16);
      v128.store(to, i64x2.shuffle(high01, high23, 0, 2), 32);
      v128.store(to, i64x2.shuffle(high01, high23, 1, 3), 48);
      to += 64;
      p0 += 16;
      p1 += 16;
      p2 += 16;
      p3 += 16;
    }
    for (; i < depth; i++) {
      store<u32>(to, load<u32>(p0));
      store<u32>(to, load<u32>(p1), 4);
      store<u32>(to, load<u32>(p2), 8);
      store<u32>(to, load<u32>(p3), 12);
      to += 16;
      p0 += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
    }
  }
}

/** c [4, 8] += a [depth, 4] transposed · b [depth, 8]; the rows of c are `stride` bytes apart. */
function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  const row1 = c + stride;
  const row2 = row1 + stride;
  const row3 = row2 + stride;
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(row1);
  let c11 = v128.load(row1, 16);
  let c20 = v128.load(row2);
  let c21 = v128.load(row2, 16);
  let c30 = v128.load(row3);
  let c31 = v128.load(row3, 16);
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = addProduct(c00, s, b0);
    c01 = addProduct(c01, s, b1);
    s = v128.load32_splat(a, 4);
    c10 = addProduct(c10, s, b0);
    c11 = addProduct(c11, s, b1);
    s = v128.load32_splat(a, 8);
    c20 = addProduct(c20, s, b0);
    c21 = addProduct(c21, s, b1);
    s = v128.load32_splat(a, 12);
    c30 = addProduct(c30, s, b0);
    c31 = addProduct(c31, s, b1);
    b += 32;
    a += 16;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(row1, c10);
  v128.store(row1, c11, 16);
  v128.store(row2, c20);
  v128.store(row2, c21, 16);
  v128.store(row3, c30);
  v128.store(row3, c31, 16);
}
