import { describe, expect, it } from "vitest";
import { erkDensities, type ErkLayer } from "../../src/store/erk.ts";
import { overlapOf } from "../../src/store/maskNumbers.ts";

describe("the Erdős–Rényi-kernel rule", () => {
  const layers: readonly ErkLayer[] = [
    { channels: 96, kernel: [51, 5] },
    { channels: 96, kernel: [5, 51] },
    { channels: 768, kernel: [13, 5] },
  ];
  const weights = layers.map(({ channels, kernel: [h, w] }) => channels * h * w);
  const total = weights.reduce((a, b) => a + b, 0);

  it.each([0.1, 0.4, 0.6])("keeps the density of all, %s", (density) => {
    const own = erkDensities(layers, density);
    const alive = own.reduce((sum, d, i) => sum + d * weights[i]!, 0);
    expect(alive / total).toBeCloseTo(density, 12);
    expect(own[0]).toBe(own[1]);
  });
  it("gives layers in proportion to (1 + n_out + h + w) / (n_out · h · w)", () => {
    const [strip = 0, , small = 0] = erkDensities(layers, 0.1);
    expect(strip / small).toBeCloseTo(153 / (96 * 255) / (787 / (768 * 65)), 12);
  });
  it("fills what would be more than full, and lets the others share the rest", () => {
    const own = erkDensities(layers, 0.6);
    expect(Math.max(...own)).toBeLessThanOrEqual(1);
    const uneven = erkDensities(
      [
        { channels: 2, kernel: [1, 1] },
        { channels: 100, kernel: [9, 9] },
      ],
      0.5,
    );
    expect(uneven[0]).toBe(1);
    expect(uneven[1]! * 8100 + 2).toBeCloseTo(0.5 * 8102, 8);
  });
  it("leaves all full at density 1", () => {
    expect(erkDensities(layers, 1)).toEqual([1, 1, 1].map((one) => expect.closeTo(one, 12)));
  });
});

describe("two masks over each other", () => {
  it("counts what both, either and just one have, tap by tap", () => {
    const a = Float32Array.from([1, 0, 2, 0, 0, 3]);
    const b = Float32Array.from([5, 4, 0, 0, 0, 1]);
    const overlap = overlapOf(a, b, 3);
    expect(overlap).toMatchObject({ first: 3, second: 3, both: 2, either: 4, iou: 0.5 });
    expect(overlap.chance).toBeCloseTo(0.25 / 0.75, 12);
    expect([...overlap.moved]).toEqual([0, 0.5, 0.5]);
  });
});
