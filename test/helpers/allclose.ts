import { expect } from "vitest";
import { RELATIVE_L2, relativeL2 } from "./relativeL2.ts";

/** How far an array may lie from its reference: |got − want| ≤ absolute + relative·|want|. */
export const TOLERANCE = {
  /** the same float32 operations in another order, sums of up to a thousand terms to about 1 */
  float32: { absolute: 1e-5, relative: 1e-5 },
  /** one float32 function per element */
  elementwise: { absolute: 1e-6, relative: 2e-6 },
  /** several layers in float32 */
  network: { absolute: 1e-4, relative: 1e-3 },
  exact: { absolute: 0, relative: 0 },
} as const;

export { RELATIVE_L2, relativeL2 };
type Numbers = ArrayLike<number>;

/** Fails with the worst element's place (coordinates, if `shape` is given), both values and how many differ. */
export function expectClose(
  got: Numbers,
  want: Numbers,
  tolerance: keyof typeof TOLERANCE,
  shape?: readonly number[],
): void {
  const { absolute, relative } = TOLERANCE[tolerance];
  expect(got.length, "number of elements").toBe(want.length);
  let [wrong, worst, worstExcess] = [0, -1, 0];
  for (let i = 0; i < want.length; i++) {
    const [a, b] = [got[i]!, want[i]!];
    if (Object.is(a, b)) continue;
    const excess = Math.abs(a - b) - (absolute + relative * Math.abs(b));
    if (excess <= 0) continue;
    wrong++;
    const rank = Number.isNaN(excess) ? Infinity : excess;
    if (worst < 0 || rank > worstExcess) [worst, worstExcess] = [i, rank];
  }
  if (wrong === 0) return;
  const place = shape ? `[${coordinates(worst, shape).join(", ")}]` : `[${worst}]`;
  expect.fail(
    `${wrong} of ${want.length} elements are not ${tolerance}; the worst is ${place}: ` +
      `got ${got[worst]}, want ${want[worst]}`,
  );
}

/** Fails with the label, the error and the place that adds most to it (coordinates, if `shape` is given). */
export function expectRelativeL2(
  got: Numbers,
  want: Numbers,
  limit: keyof typeof RELATIVE_L2,
  label: string,
  shape?: readonly number[],
): void {
  expect(got.length, `${label}: number of elements`).toBe(want.length);
  const error = relativeL2(got, want);
  if (error <= RELATIVE_L2[limit]) return;
  let [worst, distance] = [0, -1];
  for (let i = 0; i < want.length; i++) {
    const away = Math.abs(got[i]! - want[i]!);
    if (away > distance || Number.isNaN(away)) [worst, distance] = [i, away];
    if (Number.isNaN(away)) break;
  }
  const place = shape ? coordinates(worst, shape).join(", ") : worst;
  expect.fail(
    `${label}: relative L2 error ${error}, more than ${limit} (${RELATIVE_L2[limit]}); ` +
      `the worst is [${place}]: got ${got[worst]}, want ${want[worst]}`,
  );
}

function coordinates(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = index;
  for (const size of shape.toReversed()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return place;
}
