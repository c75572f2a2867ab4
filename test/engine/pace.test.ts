import { expect, test } from "vitest";
import { Pace } from "../../src/engine/pace.ts";

function withClock() {
  const clock = { ms: 0 };
  const pace = new Pace(() => clock.ms);
  const batch = (macs: number, ms: number): void => {
    pace.add(macs);
    const ended = pace.handOver();
    clock.ms += ms;
    ended();
  };
  return { clock, pace, batch };
}

test("a device that nothing is known of is handed what the slowest does in a tenth of a second", () => {
  const { pace } = withClock();
  expect(pace.atOnce).toBe(1e9);
  expect(pace.inFlight).toBe(4e9);
});

test("a fast device is handed more, in proportion", () => {
  const { pace, batch } = withClock();
  batch(4e9, 10);
  expect(pace.atOnce).toBeCloseTo(4e10, -3);
  expect(pace.inFlight).toBeCloseTo(6e10, -3);
});

test("one slow batch takes a tenth of what was known, many take all of it", () => {
  const { pace, batch } = withClock();
  batch(4e9, 10);
  batch(4e9, 10_000);
  expect(pace.atOnce).toBeCloseTo(3.6e10, -3);
  for (let i = 0; i < 100; i++) batch(4e9, 10_000);
  expect(pace.atOnce).toBe(1e9);
});

test("ends that are noticed late and together make no device fast", () => {
  const { clock, pace } = withClock();
  pace.add(4e9);
  const first = pace.handOver();
  clock.ms = 10;
  pace.add(4e9);
  const second = pace.handOver();
  clock.ms = 50;
  first();
  clock.ms = 50.1;
  second();
  expect(pace.atOnce).toBeLessThan(1e10);
});

test("rest between batches is not counted, and small batches and clocks that stand still say nothing", () => {
  const { clock, pace, batch } = withClock();
  batch(4e9, 10);
  clock.ms += 60_000;
  batch(4e9, 10);
  expect(pace.atOnce).toBeCloseTo(4e10, -3);
  batch(1e6, 1e-6);
  batch(4e9, 0);
  batch(4e9, NaN);
  expect(pace.atOnce).toBeCloseTo(4e10, -3);
});
