/** In-place forward transform of a square complex image [side, side]; `side` is a power of two. */
export function fft2d(re: Float32Array, im: Float32Array, side: number): void {
  const plan = planFft(side);
  const lineRe = new Float64Array(side);
  const lineIm = new Float64Array(side);
  const along = (start: number, step: number) => {
    for (let i = 0; i < side; i++) {
      lineRe[plan.reversed[i]!] = re[start + i * step]!;
      lineIm[plan.reversed[i]!] = im[start + i * step]!;
    }
    transformLine(lineRe, lineIm, plan);
    for (let i = 0; i < side; i++) {
      re[start + i * step] = lineRe[i]!;
      im[start + i * step] = lineIm[i]!;
    }
  };
  for (let row = 0; row < side; row++) along(row * side, 1);
  for (let column = 0; column < side; column++) along(column, side);
}

interface FftPlan {
  /** where each element goes before the butterflies */
  readonly reversed: Uint32Array;
  /** e^(−2πik/side) for k < side/2 */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

function planFft(side: number): FftPlan {
  const bits = Math.log2(side);
  if (!Number.isInteger(bits)) throw new RangeError(`fft2d: side ${side} is not a power of two`);
  const reversed = new Uint32Array(side);
  for (let i = 1; i < side; i++) reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? side >> 1 : 0);
  const angles = Float64Array.from({ length: side >> 1 }, (_, k) => (-2 * Math.PI * k) / side);
  return { reversed, cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/** Cooley and Tukey's butterflies over a line in bit-reversed order. */
function transformLine(re: Float64Array, im: Float64Array, { cos, sin }: FftPlan): void {
  const side = re.length;
  for (let half = 1; half < side; half *= 2) {
    const stride = side / (2 * half);
    for (let start = 0; start < side; start += 2 * half)
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const c = cos[k * stride]!;
        const s = sin[k * stride]!;
        const tRe = re[b]! * c - im[b]! * s;
        const tIm = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - tRe;
        im[b] = im[a]! - tIm;
        re[a] = re[a]! + tRe;
        im[a] = im[a]! + tIm;
      }
  }
}
