import { describe, expect, test } from "vitest";
import { tracePlan } from "../../src/engine/trace.ts";
import type { Part } from "../../src/engine/parts.ts";
import { planNetwork } from "../../src/engine/plan.ts";
import { BYTES_PER_F32, sizeOf } from "../../src/engine/shapes.ts";
import { randomNetwork } from "../../src/models/random.ts";

const MIB = 2 ** 20;
/** as on a GPU */
const BAND_BYTES = 32 * MIB;
const blocksOf = (name: string, size: number, bandBytes = BAND_BYTES) =>
  tracePlan(planNetwork(randomNetwork(name)), size, size, 4, "field", bandBytes).flat();
const bandsOf = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.kind === "bands" ? [part] : []));

describe("runs of steps in bands", () => {
  test("at 224 px everything is walked whole, at 1024 px the MLPs of SLaK-T's first two stages are not", () => {
    expect(blocksOf("slak-tiny", 224).flatMap(({ parts }) => bandsOf(parts))).toEqual([]);
    const banded = blocksOf("slak-tiny", 1024).filter(({ parts }) => bandsOf(parts).length > 0);
    expect(banded.map(({ block }) => block.name.slice(0, 8))).toEqual([
      ...Array<string>(3).fill("stages.0"),
      ...Array<string>(3).fill("stages.1"),
    ]);
    for (const { block, parts } of banded) {
      expect(parts).toHaveLength(2);
      const steps = bandsOf(parts)[0]!.bands[0]!.parts.map(({ step }) => step.kind);
      expect([block.steps[0]!.kind, ...steps]).toEqual(block.steps.map(({ kind }) => kind));
    }
  });

  test.each(["slak-tiny", "replknet-31b", "swin-tiny", "deit-small-16"])(
    "%s: bands cover every row once, in order, and change no work",
    (name) => {
      const [whole, cut] = [blocksOf(name, 256, Infinity), blocksOf(name, 256, 200_000)];
      expect(cut.flatMap(({ parts }) => bandsOf(parts)).length).toBeGreaterThan(0);
      cut.forEach(({ parts, macs, output, input }, i) => {
        expect(macs).toBeCloseTo(whole[i]!.macs, 0);
        expect([input, output]).toEqual([whole[i]!.input, whole[i]!.output]);
        for (const { bands, input: map } of bandsOf(parts)) {
          let next = 0;
          for (const { start, rows } of bands) {
            expect(start).toBe(next);
            next += rows;
          }
          expect(next).toBe(map[0]);
        }
      });
    },
  );

  test("ResNet-50, whose insides are narrower than its ends, has none", () => {
    expect(blocksOf("resnet-50", 256, 200_000).flatMap(({ parts }) => bandsOf(parts))).toEqual([]);
  });

  test("a kept block in bands holds the map that the MLP starts from, and nothing of its inside", () => {
    const [first] = blocksOf("slak-tiny", 1024).filter(({ parts }) => bandsOf(parts).length > 0);
    expect(first!.savedBytes).toBe(BYTES_PER_F32 * sizeOf(first!.input));
    expect(first!.widestBytes).toBeLessThan(BYTES_PER_F32 * 3 * sizeOf(first!.input) + 130 * MIB);
    expect(first!.againMacs).toBeLessThan(first!.macs / 2);
  });
});
