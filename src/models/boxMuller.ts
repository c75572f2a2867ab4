/**
 * Box and Muller's normal numbers from 64 random bits, by polynomials: `Math.log` and `Math.cos` take most
 * of the time that a network's initial values take, and browsers may differ in their last digits.
 */
const POWERS = Float64Array.from({ length: 32 }, (_, e) => 2 ** -e);
/** Points c in [1, 2], one for each of the leading bits of f in [1, 2): the ends are met exactly. */
const BITS = 7;
const LAST = (1 << BITS) - 1;
const points = Float64Array.from({ length: LAST + 1 }, (_, j) =>
  j === 0 ? 1 : j === LAST ? 2 : 1 + (j + 0.5) / (LAST + 1),
);
const INVERSES = points.map((c) => 1 / c);
const LOGS = points.map(Math.log);

/** ln((k + ½) / 2³²) of 32 bits k. */
export function logOfBits(k: number): number {
  if (k < 256) return Math.log((k + 0.5) / 4294967296); // where the half may be one of the leading bits
  const zeros = Math.clz32(k);
  const j = ((k << zeros) >>> (31 - BITS)) & LAST;
  // ln f = ln c + ln(f / c), and f / c is near 1
  const r = (k + 0.5) * POWERS[31 - zeros]! * INVERSES[j]! - 1;
  const high = 1 / 5 + r * (-1 / 6 + r * (1 / 7 - r * (1 / 8)));
  const near = r * (1 + r * (-1 / 2 + r * (1 / 3 + r * (-1 / 4 + r * high))));
  return near + (LOGS[j]! - (zeros + 1) * Math.LN2);
}

/** cos(2π (k + ½) / 2³²) of 32 bits k. */
export function cosOfBits(k: number): number {
  // a cosine over a whole turn is a sine over half of one
  const a = 2 * Math.PI * (Math.abs((k + 0.5) / 4294967296 - 0.5) - 0.25);
  const z = a * a;
  const last = 1 / 355687428096000 - z * (1 / 121645100408832000);
  const high = 1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z * last));
  return a - a * z * (1 / 6 - z * (1 / 120 - z * (1 / 5040 - z * (1 / 362880 - z * high))));
}

/** A standard normal number from 2 × 32 bits. */
export const normalOfBits = (first: number, second: number): number =>
  Math.sqrt(-2 * logOfBits(first)) * cosOfBits(second);
