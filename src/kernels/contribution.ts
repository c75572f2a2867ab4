/**
 * An input gradient [h, w, channels] → a contribution map [h, w], so that only the map is read back;
 * the plain reference is contributionOf in engine/contribution.ts. What is not a number stays so: a
 * shader may take it for any number in comparisons, so it is told by its bits.
 */
import type { Kernel } from "./kernel.ts";

const THREADS = 64;

/** Σ max(g, 0) over channels where `rectifyFirst`, else max(mean g, 0). */
export function contribution(
  [height, width, channels]: readonly [number, number, number],
  rectifyFirst: boolean,
): Kernel {
  return {
    name: "contribution",
    inputs: ["gradient"],
    declarations: /* wgsl */ `
    fn rectify(v : f32) -> f32 {
      let isNumber = (bitcast<u32>(v) & 0x7fffffffu) <= 0x7f800000u;
      return select(v, max(v, 0.0), isNumber);
    }`,
    threads: [THREADS, 1, 1],
    groups: [Math.ceil(width / THREADS), 1, height],
    macs: height * width * channels,
    body: /* wgsl */ `
      let width = uniforms.outShape.y;
      let channels = uniforms.gradientShape.z;
      let column = group.x * ${THREADS} + local.x;
      if (column >= width) { return; }
      let pixel = group.z * width + column;
      var sum = 0.0;
      for (var c = 0; c < channels; c++) {
        let g = gradient[pixel * channels + c];
        sum += ${rectifyFirst ? "rectify(g)" : "g"};
      }
      result[pixel] = ${rectifyFirst ? "sum" : "rectify(sum / f32(channels))"};`,
  };
}
