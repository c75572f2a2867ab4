import { expect, test } from "vitest";
import { Pace } from "../../src/engine/pace.ts";

test("a device that nothing is known of is handed what the slowest does in a tenth of a second", () => {
  const pace = new Pace();
  expect(pace.atOnce).toBe(1e9);
  expect(pace.inFlight).toBe(4e9);
});

test("a fast device is handed more, in proportion", () => {
  const pace = new Pace();
  pace.took(4e9, 0.01);
  expect(pace.atOnce).toBeCloseTo(4e10, -3);
  expect(pace.inFlight).toBeCloseTo(6e10, -3);
});

test("one slow batch takes a tenth of what was known, many take all of it", () => {
  const pace = new Pace();
  pace.took(4e9, 0.01);
  pace.took(4e9, 10);
  expect(pace.atOnce).toBeCloseTo(3.6e10, -3);
  for (let i = 0; i < 100; i++) pace.took(4e9, 10);
  expect(pace.atOnce).toBe(1e9);
});

test("small batches and clocks that stand still say nothing", () => {
  const pace = new Pace();
  pace.took(1e6, 1e-9);
  pace.took(4e9, 0);
  pace.took(4e9, NaN);
  expect(pace.atOnce).toBe(1e9);
});
