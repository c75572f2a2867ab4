import { describe, expect, it } from "vitest";
import { channelNumbers, orderChannels } from "../../src/store/kernelNumbers.ts";
import { histogramOf, likenessTo, meanKernel, spectrumOf } from "../../src/store/kernelSpectrum.ts";

describe("the spectrum of a kernel", () => {
  const H = 5;
  const W = 7;
  it("is flat for one tap and only the constant for an even one", () => {
    const tap = new Float32Array(H * W);
    tap[9] = 2;
    spectrumOf(tap, H, W).forEach((value) => expect(value).toBeCloseTo(2, 10));
    const flat = spectrumOf(new Float32Array(H * W).fill(1), H, W);
    const middle = 2 * W + 3;
    flat.forEach((value, i) => expect(value).toBeCloseTo(i === middle ? H * W : 0, 9));
  });
  it("finds the frequencies of a wave, two across and one down", () => {
    const wave = Float32Array.from({ length: H * W }, (_, i) =>
      Math.cos(2 * Math.PI * ((2 * (i % W)) / W + Math.floor(i / W) / H)),
    );
    const strong = [...spectrumOf(wave, H, W)].flatMap((value, i) => (value > 1 ? [i] : []));
    expect(strong).toEqual([1 * W + 1, 3 * W + 5]);
  });
  it("keeps the energy, as Parseval has it", () => {
    const kernel = Float32Array.from({ length: H * W }, (_, i) => Math.sin(i * i));
    const energy = (values: Iterable<number>): number =>
      [...values].reduce((sum, value) => sum + value * value, 0);
    expect(energy(spectrumOf(kernel, H, W)) / (H * W)).toBeCloseTo(energy(kernel), 8);
  });
});

describe("weights of all channels", () => {
  it("have a mean kernel", () => {
    expect([...meanKernel(Float32Array.of(1, -2, 3, 6), 2)]).toEqual([2, 2]);
    expect([...meanKernel(new Float32Array(), 2)]).toEqual([0, 0]);
  });
  it("lie in bins around zero, exact zeros apart", () => {
    const { shares, most, zeros, count } = histogramOf(Float32Array.of(-3, -3, 0, 0.5, 3), 3);
    expect([most, zeros, count]).toEqual([3, 1, 5]);
    expect([...shares]).toEqual([0.5, 0.25, 0.25]);
  });
  it("are alike by the cosine to one channel", () => {
    const values = Float32Array.of(1, 0, 0, 2, -3, 0, 4, 4, 0, 0);
    const likeness = likenessTo(values, 2, 0);
    [1, 0, -1, Math.SQRT1_2, 0].forEach((cosine, c) => expect(likeness[c]).toBeCloseTo(cosine, 12));
    expect(orderChannels(channelNumbers(values, 2), "likeness", likeness)).toEqual([0, 3, 1, 4, 2]);
  });
});
