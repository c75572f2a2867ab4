/**
 * Σ over branches of depthwise cross-correlations at stride 1, zero padding (k−1)/2, plus a bias.
 * x and result are [h, w, c], a branch's kernel is [kh, kw, c]. One thread makes COLUMNS neighbouring
 * outputs of one channel: a weight read once serves all of them, and so does an input. The plain
 * reference is reference/depthwise.ts.
 */
import type { Kernel } from "./kernel.ts";

/** Outputs of a thread: enough to hide reads behind arithmetic, few enough to stay in registers. */
const COLUMNS = 8;
const columns = Array.from({ length: COLUMNS }, (_, r) => r);

export function depthwiseSum(
  [height, width, channels]: readonly [number, number, number],
  sides: readonly (readonly [number, number])[],
  bias: boolean,
): Kernel {
  const inputs = ["x", ...sides.map((_, i) => `taps${i}`), ...(bias ? ["bias"] : [])];
  const start = bias ? "bias[c]" : "0.0";
  return {
    name: "depthwiseSum",
    inputs,
    threads: height * Math.ceil(width / COLUMNS) * channels,
    body: /* wgsl */ `
      let height = uniforms.outShape.x;
      let width = uniforms.outShape.y;
      let channels = uniforms.outShape.z;
      let blocks = (width + ${COLUMNS - 1}) / ${COLUMNS};
      let c = index % channels;
      let left = (index / channels) % blocks * ${COLUMNS};
      let y = index / (channels * blocks);
      if (y >= height) { return; }
      ${columns.map((r) => `var sum${r} = ${start};`).join(" ")}
      ${sides.map(branch).join("")}
      let at = (y * width + left) * channels + c;
      ${columns.map((r) => `if (left + ${r} < width) { result[at + ${r} * channels] = sum${r}; }`).join("\n      ")}`,
  };
}

/** Slides the weights of each row past the inputs: weight r belongs to output r. */
const branch = ([kh, kw]: readonly [number, number], i: number): string => /* wgsl */ `
      for (var ky = 0; ky < ${kh}; ky++) {
        let row = y + ky - ${(kh - 1) / 2};
        if (row < 0 || row >= height) { continue; }
        let origin = row * width * channels + c;
        let weights = ky * ${kw} * channels + c;
        ${columns.map((r) => `var w${r} = 0.0;`).join(" ")}
        for (var p = 0; p < ${kw + COLUMNS - 1}; p++) {
          ${columns
            .slice(1)
            .reverse()
            .map((r) => `w${r} = w${r - 1};`)
            .join(" ")}
          w0 = 0.0;
          if (p < ${kw}) { w0 = taps${i}[weights + p * channels]; }
          let column = left + p - ${(kw - 1) / 2};
          if (column >= 0 && column < width) {
            let value = x[origin + column * channels];
            ${columns.map((r) => `sum${r} += w${r} * value;`).join(" ")}
          }
        }
      }`;
