// Depthwise convolution, stride 1, zero padding (kh >> 1, kw >> 1), four channels to a vector.
//
// A block of four channels is copied once into `pad`, [h][w + 2 * MARGIN][4], with zero margins left
// and right. A tile is up to eight neighbouring outputs of one row, kept in registers while the taps
// of all branches pass by; taps that meet no pixel of the map for the whole tile are not visited,
// so MARGIN columns are enough for any kernel width.

import { addProduct } from "./fma";
import { loadLanes, storeLanes } from "./lanes";

const MARGIN: usize = 7;
const TILE_BYTES: usize = 128;

// A branch descriptor: kernel pointer [blocks][kh][kw][4], kh, kw, as three u32.
const BRANCH_BYTES: usize = 12;

/** Bytes of scratch that `depthwise` needs for a map h × w; may be more than there can be. */
export function depthwiseScratch(h: i32, w: i32): f64 {
  return <f64>TILE_BYTES + <f64>h * (<f64>w + <f64>(2 * MARGIN)) * 16;
}

/** Kernel [taps][c] to [ceil(c / 4)][taps][4], the missing channels zero. */
export function packKernel(source: usize, taps: i32, c: i32, target: usize): void {
  for (let c0 = 0; c0 < c; c0 += 4) {
    const lanes = min(4, c - c0);
    for (let t = 0; t < taps; t++) {
      v128.store(target, loadLanes(source + ((<usize>t * <usize>c + <usize>c0) << 2), lanes));
      target += 16;
    }
  }
}

@inline
function tile(
  width: i32,
  pad: usize,
  results: usize,
  y: i32,
  x0: i32,
  h: i32,
  w: i32,
  block: i32,
  branches: usize,
  count: i32,
  start: v128,
): void {
  const rowBytes = (<usize>w + 2 * MARGIN) << 4;
  let a0 = start;
  let a1 = start;
  let a2 = start;
  let a3 = start;
  let a4 = start;
  let a5 = start;
  let a6 = start;
  let a7 = start;
  for (let b = 0; b < count; b++) {
    const kernel = <usize>load<u32>(branches);
    const kh = load<i32>(branches, 4);
    const kw = load<i32>(branches, 8);
    branches += BRANCH_BYTES;
    const ph = kh >> 1;
    const pw = kw >> 1;
    const top = max(0, ph - y);
    const bottom = min(kh, h + ph - y);
    const left = max(0, pw - x0 - width + 1);
    const right = min(kw, w + pw - x0);
    const run = <usize>max(0, right - left) << 4;
    let k0 = kernel + ((<usize>(block * kh + top) * <usize>kw + <usize>left) << 4);
    let p0 = pad + <usize>(y + top - ph) * rowBytes + (<usize>(x0 + left - pw + <i32>MARGIN) << 4);
    for (let ky = top; ky < bottom; ky++) {
      let p = p0;
      let k = k0;
      const end = k0 + run;
      while (k < end) {
        const weight = v128.load(k);
        a0 = addProduct(a0, weight, v128.load(p));
        a1 = addProduct(a1, weight, v128.load(p, 16));
        a2 = addProduct(a2, weight, v128.load(p, 32));
        a3 = addProduct(a3, weight, v128.load(p, 48));
        if (width > 4) a4 = addProduct(a4, weight, v128.load(p, 64));
        if (width > 5) a5 = addProduct(a5, weight, v128.load(p, 80));
        if (width > 6) a6 = addProduct(a6, weight, v128.load(p, 96));
        if (width > 7) a7 = addProduct(a7, weight, v128.load(p, 112));
        k += 16;
        p += 16;
      }
      k0 += <usize>kw << 4;
      p0 += rowBytes;
    }
  }
  v128.store(results, a0);
  v128.store(results, a1, 16);
  v128.store(results, a2, 32);
  v128.store(results, a3, 48);
  if (width > 4) v128.store(results, a4, 64);
  if (width > 5) v128.store(results, a5, 80);
  if (width > 6) v128.store(results, a6, 96);
  if (width > 7) v128.store(results, a7, 112);
}

/**
 * Channels 4 · block … of out[h, w, c] = bias + the sum over branches of x[h, w, c] convolved with the
 * branch's kernel; `bias` 0 means none; `scratch` has depthwiseScratch(h, w) bytes of this thread's own.
 */
export function runDepthwise(
  block: i32,
  x: usize,
  h: i32,
  w: i32,
  c: i32,
  branches: usize,
  count: i32,
  bias: usize,
  out: usize,
  scratch: usize,
): void {
  const pad = scratch + TILE_BYTES;
  const rowBytes = (<usize>w + 2 * MARGIN) << 4;
  const pixelBytes = <usize>c << 2;
  const width = tileWidth(w);
  const lanes = min(4, c - 4 * block);
  const first = <usize>block << 4;
  let from = x + first;
  for (let y = 0; y < h; y++) {
    let to = pad + <usize>y * rowBytes;
    memory.fill(to, 0, MARGIN << 4);
    to += MARGIN << 4;
    for (let column = 0; column < w; column++) {
      v128.store(to, loadLanes(from, lanes));
      from += pixelBytes;
      to += 16;
    }
    memory.fill(to, 0, MARGIN << 4);
  }
  const start = bias ? loadLanes(bias + first, lanes) : f32x4.splat(0);
  let to = out + first;
  for (let y = 0; y < h; y++) {
    for (let x0 = 0; x0 < w; x0 += width) {
      if (width == 8) tile(8, pad, scratch, y, x0, h, w, block, branches, count, start);
      else if (width == 7) tile(7, pad, scratch, y, x0, h, w, block, branches, count, start);
      else if (width == 6) tile(6, pad, scratch, y, x0, h, w, block, branches, count, start);
      else if (width == 5) tile(5, pad, scratch, y, x0, h, w, block, branches, count, start);
      else tile(4, pad, scratch, y, x0, h, w, block, branches, count, start);
      const end = scratch + (<usize>min(width, w - x0) << 4);
      for (let p = scratch; p < end; p += 16) {
        storeLanes(to, v128.load(p), lanes);
        to += pixelBytes;
      }
    }
  }
}

/** The tile width of 4 … 8 that wastes the fewest columns of a row of w; the widest of equals. */
function tileWidth(w: i32): i32 {
  let best = 8;
  for (let width = 7; width >= 4; width--) {
    if (((w + width - 1) / width) * width < ((w + best - 1) / best) * best) best = width;
  }
  return best;
}
