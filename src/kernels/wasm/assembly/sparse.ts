// Depthwise convolution that visits only the taps that are there, stride 1, zero padding.
//
// A block of four channels is turned into planes with zero margins, and a channel's taps are a list of
// (offset in the plane, weight) pairs by rows of the kernel, packed in src/kernels/wasm/sparse.ts. A tile
// is five to seven vectors of neighbouring outputs, kept in registers while the list passes by: in a row, or
// on narrow maps two in each of three. Taps in rows that meet no pixel of
// the map lie at the ends of the list and are not visited; so that this holds for wide kernels too, they
// are listed turned, and run over turned planes.
import { addProduct } from "./fma";
import { loadLanes, storeLanes } from "./lanes";

// A branch: address of its index [c][k + 1] of list addresses, and k, its height as it is listed; two u32.
const BRANCH_BYTES: usize = 8;

/** Vectors in a row of a tile for a map of width w: 2, 5, 6 or 7; with eight sums V8 takes twice as long. */
export function sparseVectors(w: i32): i32 {
  if (w <= 16) return 2;
  let best = 7;
  for (let v = 6; v >= 5; v--) if (padded(w, 4 * v) < padded(w, 4 * best)) best = v;
  return best;
}

@inline
function padded(w: i32, tile: i32): i32 {
  return ((w + tile - 1) / tile) * tile;
}

@inline
function tileRows(vectors: i32): i32 {
  return vectors == 2 ? 3 : 1;
}

/** Bytes of scratch that a thread needs for four planes and four results of both ways round. */
export function sparseScratch(h: i32, w: i32, mx: i32): f64 {
  return planeBytes(h, w, mx) + planeBytes(w, h, mx) + resultBytes(h, w) + resultBytes(w, h);
}

/** Numbers in a row of a plane for a map of width w. */
export function sparseStride(w: i32, mx: i32): i32 {
  return mx + padded(w, 4 * sparseVectors(w)) + mx;
}

// Tiles of three rows read up to ABOVE rows of nothing above the map, and as many below.
const ABOVE: i32 = 4;

@inline
function planeBytes(h: i32, w: i32, mx: i32): f64 {
  return 16 * <f64>(h + 2 * ABOVE) * <f64>sparseStride(w, mx);
}

@inline
function resultBytes(h: i32, w: i32): f64 {
  return 16 * <f64>(h + ABOVE) * <f64>(w + 28);
}

/**
 * Channels 4 · block … of the sum. Planes have mx numbers left and right of the map; the first `upright`
 * of the branches run over the map as it is, the `turned` ones after them over the map turned.
 */
export function runSparse(
  block: i32,
  x: usize,
  h: i32,
  w: i32,
  c: i32,
  branches: usize,
  upright: i32,
  turned: i32,
  bias: usize,
  out: usize,
  mx: i32,
  scratch: usize,
): void {
  const lanes = min(4, c - 4 * block);
  const first = <usize>block << 4;
  const results = scratch + <usize>planeBytes(h, w, mx);
  const turnedPlanes = results + <usize>resultBytes(h, w);
  const turnedResults = turnedPlanes + <usize>planeBytes(w, h, mx);
  const start = bias ? bias + first : 0;
  const pixelBytes = <usize>c << 2;
  const rowBytes = pixelBytes * <usize>w;
  spread(x + first, h, w, rowBytes, pixelBytes, lanes, mx, scratch);
  convolve(4 * block, lanes, h, w, mx, branches, upright, start, scratch, results);
  if (turned > 0) {
    const rest = branches + <usize>upright * BRANCH_BYTES;
    spread(x + first, w, h, pixelBytes, rowBytes, lanes, mx, turnedPlanes);
    convolve(4 * block, lanes, w, h, mx, rest, turned, 0, turnedPlanes, turnedResults);
  }
  const width = padded(w, 4 * sparseVectors(w));
  const height = padded(h, 4 * sparseVectors(h));
  const bytes = <usize>resultBytes(h, w) >> 2;
  const turnedBytes = <usize>resultBytes(w, h) >> 2;
  let to = out + first;
  for (let y = 0; y < h; y++) {
    let p = results + ((<usize>y * <usize>width) << 2);
    let q = turnedResults + (<usize>y << 2);
    for (let column = 0; column < w; column++) {
      let pixel = gather(p, bytes);
      if (turned > 0) pixel = f32x4.add(pixel, gather(q, turnedBytes));
      storeLanes(to, pixel, lanes);
      to += pixelBytes;
      p += 4;
      q += <usize>height << 2;
    }
  }
}

/** Four numbers that lie `bytes` apart. */
@inline
function gather(p: usize, bytes: usize): v128 {
  let pixel = v128.load32_zero(p);
  pixel = v128.load_lane<u32>(p + bytes, pixel, 1);
  pixel = v128.load_lane<u32>(p + 2 * bytes, pixel, 2);
  return v128.load_lane<u32>(p + 3 * bytes, pixel, 3);
}

/** Four channels of a map h × w, rows and columns so many bytes apart, to planes with margins. */
function spread(
  x: usize,
  h: i32,
  w: i32,
  rowBytes: usize,
  columnBytes: usize,
  lanes: i32,
  mx: i32,
  planes: usize,
): void {
  const stride = <usize>sparseStride(w, mx) << 2;
  const bytes = <usize>planeBytes(h, w, mx) >> 2;
  memory.fill(planes, 0, 4 * bytes);
  let row = planes + <usize>ABOVE * stride + (<usize>mx << 2);
  for (let y = 0; y < h; y++) {
    let from = x;
    let to = row;
    for (let column = 0; column < w; column++) {
      const pixel = loadLanes(from, lanes);
      v128.store_lane<u32>(to, pixel, 0);
      v128.store_lane<u32>(to + bytes, pixel, 1);
      v128.store_lane<u32>(to + 2 * bytes, pixel, 2);
      v128.store_lane<u32>(to + 3 * bytes, pixel, 3);
      from += columnBytes;
      to += 4;
    }
    x += rowBytes;
    row += stride;
  }
}

/** Planes to results, channel by channel; `start` 0 means zero. */
function convolve(
  channel: i32,
  lanes: i32,
  h: i32,
  w: i32,
  mx: i32,
  branches: usize,
  count: i32,
  start: usize,
  planes: usize,
  results: usize,
): void {
  const v = sparseVectors(w);
  const bytes = <usize>planeBytes(h, w, mx) >> 2;
  const more = <usize>resultBytes(h, w) >> 2;
  const stride = sparseStride(w, mx);
  planes += <usize>(ABOVE * stride + mx) << 2;
  for (let lane = 0; lane < lanes; lane++) {
    const first = start ? v128.load32_splat(start + (<usize>lane << 2)) : f32x4.splat(0);
    if (v == 7) plane7(channel, planes, h, w, stride, branches, count, first, results);
    else if (v == 6) plane6(channel, planes, h, w, stride, branches, count, first, results);
    else if (v == 5) plane5(channel, planes, h, w, stride, branches, count, first, results);
    else plane2(channel, planes, h, w, stride, branches, count, first, results);
    channel++;
    planes += bytes;
    results += more;
  }
}

function plane7(
  channel: i32,
  plane: usize,
  h: i32,
  w: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  result: usize,
): void {
  for (let y = 0; y < h; y += tileRows(7))
    tiles(7, channel, plane, y, h, w, stride, branches, count, start, result);
}

function plane6(
  channel: i32,
  plane: usize,
  h: i32,
  w: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  result: usize,
): void {
  for (let y = 0; y < h; y += tileRows(6))
    tiles(6, channel, plane, y, h, w, stride, branches, count, start, result);
}

function plane5(
  channel: i32,
  plane: usize,
  h: i32,
  w: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  result: usize,
): void {
  for (let y = 0; y < h; y += tileRows(5))
    tiles(5, channel, plane, y, h, w, stride, branches, count, start, result);
}

function plane2(
  channel: i32,
  plane: usize,
  h: i32,
  w: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  result: usize,
): void {
  for (let y = 0; y < h; y += tileRows(2))
    tiles(2, channel, plane, y, h, w, stride, branches, count, start, result);
}

/** The tiles of a row, or of the rows that a tile has. */
@inline
function tiles(
  v: i32,
  channel: i32,
  plane: usize,
  y: i32,
  h: i32,
  w: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  result: usize,
): void {
  const row = <usize>padded(w, 4 * v) << 2;
  let at = plane + ((<usize>y * <usize>stride) << 2);
  let to = result + <usize>y * row;
  for (let x0 = 0; x0 < w; x0 += 4 * v) {
    tile(v, channel, at, y, h, stride, branches, count, start, to, row);
    at += 16 * v;
    to += 16 * v;
  }
}

@inline
function tile(
  v: i32,
  channel: i32,
  at: usize,
  y: i32,
  h: i32,
  stride: i32,
  branches: usize,
  count: i32,
  start: v128,
  to: usize,
  rowBytes: usize,
): void {
  const down = <usize>stride << 2;
  let a0 = start;
  let a1 = start;
  let a2 = start;
  let a3 = start;
  let a4 = start;
  let a5 = start;
  let a6 = start;
  for (let b = 0; b < count; b++) {
    const k = load<i32>(branches, 4);
    const index = <usize>load<u32>(branches) + ((<usize>channel * <usize>(k + 1)) << 2);
    branches += BRANCH_BYTES;
    const low = max(0, (k >> 1) - y - tileRows(v) + 1);
    const high = min(k, h + (k >> 1) - y);
    if (high <= low) continue;
    let tap = <usize>load<u32>(index + (<usize>low << 2));
    const end = <usize>load<u32>(index + (<usize>high << 2));
    while (tap < end) {
      const p = at + <usize>load<i32>(tap);
      const weight = v128.load32_splat(tap, 4);
      tap += 8;
      a0 = addProduct(a0, weight, v128.load(p));
      a1 = addProduct(a1, weight, v128.load(p, 16));
      if (v == 2) {
        const p1 = p + down;
        const p2 = p1 + down;
        a2 = addProduct(a2, weight, v128.load(p1));
        a3 = addProduct(a3, weight, v128.load(p1, 16));
        a4 = addProduct(a4, weight, v128.load(p2));
        a5 = addProduct(a5, weight, v128.load(p2, 16));
      } else {
        a2 = addProduct(a2, weight, v128.load(p, 32));
        a3 = addProduct(a3, weight, v128.load(p, 48));
        a4 = addProduct(a4, weight, v128.load(p, 64));
        if (v > 5) a5 = addProduct(a5, weight, v128.load(p, 80));
        if (v > 6) a6 = addProduct(a6, weight, v128.load(p, 96));
      }
    }
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  if (v == 2) {
    v128.store(to + rowBytes, a2);
    v128.store(to + rowBytes, a3, 16);
    v128.store(to + 2 * rowBytes, a4);
    v128.store(to + 2 * rowBytes, a5, 16);
    return;
  }
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, a4, 64);
  if (v > 5) v128.store(to, a5, 80);
  if (v > 6) v128.store(to, a6, 96);
}
