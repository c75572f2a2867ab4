import { describe, expect, it } from "vitest";
import { fromBlob } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { kernelStats } from "../../src/analysis/kernelStats.ts";
import { maskStats } from "../../src/analysis/maskStats.ts";
import { encodeTensor } from "../../src/store/encodeTensor.ts";
import {
  channelNumbers,
  energyWithin,
  largestMagnitude,
  meanMagnitude,
  orderChannels,
  overRings,
} from "../../src/store/kernelNumbers.ts";
import { maskNumbers } from "../../src/store/maskNumbers.ts";

// three channels of 3×5: one with a single tap, one dense, one dead
const H = 3;
const W = 5;
const values = new Float32Array(3 * H * W);
values[7] = -2;
values.fill(0.5, 15, 30);
values[15] = 0;

describe("numbers of kernels", () => {
  it("agree with the engine's own", () => {
    const engine = kernelStats(values, H, W);
    expect([...meanMagnitude(values, H * W)]).toEqual(
      [...engine.meanAbs].map((mean) => Math.fround(mean)),
    );
    expect(largestMagnitude(values)).toBe(2);
    expect(largestMagnitude(Float32Array.of(NaN, Infinity, -1))).toBe(1);
  });

  it("have a norm and a share of zeros for each channel, and sort by them", () => {
    const numbers = channelNumbers(values, H * W);
    expect([...numbers.norm]).toEqual([2, Math.sqrt(14 * 0.25), 0]);
    expect([...numbers.zeros]).toEqual([14 / 15, 1 / 15, 1]);
    expect(orderChannels(numbers, "channel")).toEqual([0, 1, 2]);
    expect(orderChannels(numbers, "norm")).toEqual([0, 1, 2]);
    expect(orderChannels(numbers, "zeros")).toEqual([2, 0, 1]);
  });

  it("sum over rings round the centre", () => {
    const { sum, taps } = overRings(new Float32Array(H * W).fill(1), H, W);
    // distances 0; 1 and √2; 2 and √5
    expect([...taps]).toEqual([1, 8, 6]);
    expect([...sum]).toEqual([1, 8, 6]);
  });

  it("grow with the distance to the whole energy", () => {
    const energy = energyWithin(values, H, W);
    const total = 4 + 14 * 0.25;
    expect(energy[0]).toBeCloseTo((4 + 0.25) / total, 12);
    expect(energy[1]).toBeCloseTo((4 + 9 * 0.25) / total, 12);
    expect(energy.at(-1)).toBe(1);
    expect([...energyWithin(new Float32Array(15), H, W)]).toEqual([NaN, NaN, NaN]);
  });
});

describe("numbers of masks", () => {
  it("agree with the engine's own", () => {
    const engine = maskStats(values, H, W);
    const numbers = maskNumbers(values, H, W);
    expect(numbers.sparsity).toBeCloseTo(engine.sparsity, 12);
    expect([...numbers.aliveByTap]).toEqual(
      [...engine.aliveByTap].map((alive) => Math.fround(alive / 3)),
    );
  });
  it("name the channels that are dead and where taps live", () => {
    const { dead, aliveByDistance, channels } = maskNumbers(values, H, W);
    expect(dead).toEqual([2]);
    expect(channels).toBe(3);
    expect(aliveByDistance[0]).toBeCloseTo(2 / 3, 6);
    expect(aliveByDistance[1]).toBeCloseTo(1 / 3, 6);
    expect(aliveByDistance[2]).toBeCloseTo(5 / 6 / 3, 6);
  });
  it("are those of nothing for no channels", () => {
    expect(maskNumbers(new Float32Array(), 3, 3)).toMatchObject({ sparsity: 0, dead: [] });
  });
});

describe("a tensor for NumPy", () => {
  it.each([[[3, H, W]], [[45]]])("is read back as it was, %s", async (shape) => {
    const back = await readNpy(fromBlob(encodeTensor(values, shape), "kernels.npy"));
    expect(back).toEqual({ values, shape });
  });
});
