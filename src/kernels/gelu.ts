/**
 * The exact GELU, x·Φ(x), and its gradient, number by number; the plain reference is
 * reference/gelu.ts. Φ comes from formula 7.1.26 of Abramowitz & Stegun (error below 1.5e-7), taken
 * for the tail, so that nothing cancels far below zero; the gradient's density shares its exponential.
 */
import type { Kernel } from "./kernel.ts";

const THREADS = 64;
/** Numbers of a thread, a group's width apart. */
const EACH = 4;
/** Groups in a line: WebGPU allows 65535 along an axis. */
const LINE = 16384;

/** WGSL of `normal(x)`, the density and the integral at x of the standard normal distribution, and of `geluSlope(x)`. */
export const NORMAL = /* wgsl */ `
    // the density of the standard normal distribution and its integral up to x
    fn normal(x : f32) -> vec2<f32> {
      let bell = exp(-0.5 * x * x);
      let t = 1.0 / (1.0 + 0.231641888 * abs(x));
      let sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
      let tail = 0.5 * sum * bell;
      return vec2<f32>(0.3989422804 * bell, select(1.0 - tail, tail, x < 0.0));
    }
    fn geluSlope(x : f32) -> f32 {
      let n = normal(x);
      return n.y + x * n.x;
    }`;

/** result = x·Φ(x) for `size` numbers. */
export const gelu = (size: number): Kernel =>
  eachNumber("gelu", ["x"], size, "result[i] = x[i] * normal(x[i]).y;");

/** result = dy·(Φ(x) + x·φ(x)) for `size` numbers. */
export const geluBackward = (size: number): Kernel =>
  eachNumber("geluBackward", ["dy", "x"], size, "result[i] = dy[i] * geluSlope(x[i]);");

function eachNumber(name: string, inputs: readonly string[], size: number, work: string): Kernel {
  const groups = Math.ceil(size / (THREADS * EACH));
  return {
    name,
    inputs,
    declarations: NORMAL,
    threads: [THREADS, 1, 1],
    groups: [Math.min(groups, LINE), 1, Math.ceil(groups / LINE)],
    macs: 20 * size,
    body: /* wgsl */ `
      let size = uniforms.outShape.x * uniforms.outShape.y * uniforms.outShape.z;
      let start = (group.z * ${LINE} + group.x) * ${THREADS * EACH} + local.x;
      for (var part = 0; part < ${EACH}; part++) {
        let i = start + part * ${THREADS};
        if (i < size) { ${work} }
      }`,
  };
}
