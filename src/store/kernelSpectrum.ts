/** What more is said of kernels: their mean, their spectrum, how their values lie, who is like whom. */

/** Mean w over channels, row-major [height, width]. */
export function meanKernel(values: Float32Array, taps: number): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(taps);
  const channels = Math.floor(values.length / taps);
  for (let at = 0; at < channels * taps; at++) sums[at % taps] = sums[at % taps]! + values[at]!;
  return Float32Array.from(sums, (sum) => (channels === 0 ? 0 : sum / channels));
}

/** Sums of `re + i·im` along the rows of [height, width] with the frequency 0 in the middle. */
function transformRows(
  re: Float64Array,
  im: Float64Array,
  height: number,
  width: number,
): { readonly re: Float64Array; readonly im: Float64Array } {
  const half = Math.floor(width / 2);
  const cos = Float64Array.from({ length: width }, (_, i) => Math.cos((2 * Math.PI * i) / width));
  const sin = Float64Array.from({ length: width }, (_, i) => Math.sin((2 * Math.PI * i) / width));
  const out = { re: new Float64Array(re.length), im: new Float64Array(re.length) };
  for (let y = 0; y < height; y++)
    for (let k = 0; k < width; k++) {
      const frequency = (k - half + width) % width;
      let [real, imaginary] = [0, 0];
      for (let x = 0; x < width; x++) {
        const turn = (frequency * x) % width;
        const [c, s] = [cos[turn]!, -sin[turn]!];
        const [p, q] = [re[y * width + x]!, im[y * width + x]!];
        real += p * c - q * s;
        imaginary += p * s + q * c;
      }
      out.re[y * width + k] = real;
      out.im[y * width + k] = imaginary;
    }
  return out;
}
function turned(values: Float64Array, height: number, width: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[x * height + y] = values[y * width + x]!;
  return out;
}

/**
 * Magnitude of the discrete Fourier transform of a kernel, row-major [height, width]; frequency 0
 * is at row ⌊height/2⌋ and column ⌊width/2⌋, one step is one cycle over the kernel.
 */
export function spectrumOf(
  kernel: Float32Array,
  height: number,
  width: number,
): Float64Array<ArrayBuffer> {
  const none = new Float64Array(kernel.length);
  const rows = transformRows(Float64Array.from(kernel), none, height, width);
  const columns = transformRows(
    turned(rows.re, height, width),
    turned(rows.im, height, width),
    width,
    height,
  );
  const real = turned(columns.re, width, height);
  const imaginary = turned(columns.im, width, height);
  return Float64Array.from(real, (value, i) => Math.hypot(value, imaginary[i]!));
}

export interface Histogram {
  /** share of the weights that are not zero in each bin from −most to most */
  readonly shares: Float64Array<ArrayBuffer>;
  readonly most: number;
  /** exact zeros, which stand in no bin */
  readonly zeros: number;
  readonly count: number;
}
/** How weights lie between −most and most; an odd number of bins puts zero in the middle of one. */
export function histogramOf(values: Float32Array, bins: number): Histogram {
  let [most, zeros] = [0, 0];
  for (const value of values) {
    if (value === 0) zeros++;
    else if (Math.abs(value) > most && Math.abs(value) < Infinity) most = Math.abs(value);
  }
  const shares = new Float64Array(bins);
  const alive = values.length - zeros;
  for (const value of values) {
    if (value === 0 || !Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.floor(((value / most + 1) / 2) * bins));
    shares[bin] = shares[bin]! + 1 / alive;
  }
  return { shares, most, zeros, count: values.length };
}

/** Cosine of each channel's kernel to one channel's, −1–1; 0 where either is all zeros. */
export function likenessTo(
  values: Float32Array,
  taps: number,
  channel: number,
): Float64Array<ArrayBuffer> {
  const channels = Math.floor(values.length / taps);
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < taps; i++) sum += values[a * taps + i]! * values[b * taps + i]!;
    return sum;
  };
  const own = dot(channel, channel);
  return Float64Array.from({ length: channels }, (_, c) => {
    const size = Math.sqrt(own * dot(c, c));
    return size > 0 ? dot(c, channel) / size : 0;
  });
}
