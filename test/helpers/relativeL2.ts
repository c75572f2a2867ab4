/** How far apart two arrays are as wholes, and how far they may be; for tests and for programs. */

/** How large ‖got − want‖ / ‖want‖ may be. */
export const RELATIVE_L2 = {
  kernel: 1e-6,
  network: 1e-4,
  reluField: 5e-3,
  halfPrecision: 2e-3,
} as const;

type Numbers = ArrayLike<number>;

/** ‖got − want‖₂ / ‖want‖₂; where `want` is zero throughout, ‖got‖₂. */
export function relativeL2(got: Numbers, want: Numbers): number {
  let [error, norm] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    error += (got[i]! - want[i]!) ** 2;
    norm += want[i]! ** 2;
  }
  return Math.sqrt(norm === 0 ? error : error / norm);
}
