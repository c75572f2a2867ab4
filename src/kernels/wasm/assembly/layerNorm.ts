// Layer normalisation over the last axis, and its gradient with respect to the input.

@inline
function addLanes(v: v128): f32 {
  const pairs = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

// What a row's statistics leave behind, since a function returns one number.
// The mean is centre + shift, kept apart because their sum rounds.
let centre: f32 = 0;
let shift: f32 = 0;
let rstd: f32 = 0;

/** Mean and 1 / √(variance + eps) of c numbers, in two passes. */
function measure(x: usize, c: i32, eps: f32): void {
  const end = x + (<usize>c << 2);
  const even = x + (<usize>(c & ~3) << 2);
  let sums = f32x4.splat(0);
  let p = x;
  for (; p < even; p += 16) sums = f32x4.add(sums, v128.load(p));
  let sum = addLanes(sums);
  for (; p < end; p += 4) sum += load<f32>(p);
  centre = sum / <f32>c;

  const centres = f32x4.splat(centre);
  let squares = f32x4.splat(0);
  sums = f32x4.splat(0);
  for (p = x; p < even; p += 16) {
    const d = f32x4.sub(v128.load(p), centres);
    sums = f32x4.add(sums, d);
    squares = f32x4.add(squares, f32x4.mul(d, d));
  }
  let rest = addLanes(sums);
  let square = addLanes(squares);
  for (; p < end; p += 4) {
    const d = load<f32>(p) - centre;
    rest += d;
    square += d * d;
  }
  shift = rest / <f32>c;
  rstd = 1 / sqrt<f32>(max<f32>(0, square / <f32>c - shift * shift) + eps);
}

/** out[row, i] = (x[row, i] − mean) · rstd · weight[i] + bias[i]; `out` may be `x`. */
export function layerNorm(
  x: usize,
  rows: i32,
  c: i32,
  weight: usize,
  bias: usize,
  eps: f32,
  out: usize,
): void {
  const rowBytes = <usize>c << 2;
  const even = <usize>(c & ~3) << 2;
  for (let row = 0; row < rows; row++) {
    measure(x, c, eps);
    const m = f32x4.splat(centre);
    const s = f32x4.splat(shift);
    const r = f32x4.splat(rstd);
    let i: usize = 0;
    for (; i < even; i += 16) {
      const unit = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + i), m), s), r);
      v128.store(
        out + i,
        f32x4.add(f32x4.mul(unit, v128.load(weight + i)), v128.load(bias + i)),
      );
    }
    for (; i < rowBytes; i += 4) {
      const unit = (load<f32>(x + i) - centre - shift) * rstd;
      store<f32>(out + i, unit * load<f32>(weight + i) + load<f32>(bias + i));
    }
    x += rowBytes;
    out += rowBytes;
  }
}

/** out = rstd · (g − mean(g) − unit · mean(g · unit)) with g = dy · weight; `out` may be `dy`. */
export function layerNormBackward(
  dy: usize,
  x: usize,
  weight: usize,
  eps: f32,
  rows: i32,
  c: i32,
  out: usize,
): void {
  const rowBytes = <usize>c << 2;
  const even = <usize>(c & ~3) << 2;
  for (let row = 0; row < rows; row++) {
    measure(x, c, eps);
    const m = f32x4.splat(centre);
    const s = f32x4.splat(shift);
    const r = f32x4.splat(rstd);
    let plain = f32x4.splat(0);
    let along = f32x4.splat(0);
    let i: usize = 0;
    for (; i < even; i += 16) {
      const g = f32x4.mul(v128.load(dy + i), v128.load(weight + i));
      const unit = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + i), m), s), r);
      plain = f32x4.add(plain, g);
      along = f32x4.add(along, f32x4.mul(g, unit));
    }
    let plainSum = addLanes(plain);
    let alongSum = addLanes(along);
    for (; i < rowBytes; i += 4) {
      const g = load<f32>(dy + i) * load<f32>(weight + i);
      plainSum += g;
      alongSum += g * (load<f32>(x + i) - centre - shift) * rstd;
    }
    const plainMean = plainSum / <f32>c;
    const alongMean = alongSum / <f32>c;
    const plainMeans = f32x4.splat(plainMean);
    const alongMeans = f32x4.splat(alongMean);
    for (i = 0; i < even; i += 16) {
      const g = f32x4.mul(v128.load(dy + i), v128.load(weight + i));
      const unit = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + i), m), s), r);
      const across = f32x4.sub(f32x4.sub(g, plainMeans), f32x4.mul(unit, alongMeans));
      v128.store(out + i, f32x4.mul(across, r));
    }
    for (; i < rowBytes; i += 4) {
      const g = load<f32>(dy + i) * load<f32>(weight + i);
      const unit = (load<f32>(x + i) - centre - shift) * rstd;
      store<f32>(out + i, (g - plainMean - unit * alongMean) * rstd);
    }
    dy += rowBytes;
    x += rowBytes;
    out += rowBytes;
  }
}
