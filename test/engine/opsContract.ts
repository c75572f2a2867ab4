/** What every body of `Ops` must compute, against plain references on seeded random shapes. */
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BackendName } from "../../src/domain/job.ts";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Host } from "../../src/engine/host.ts";
import { maxPool, maxPoolBackward } from "../../src/engine/layers/maxPool.ts";
import { responseNorm, responseNormBackward } from "../../src/engine/layers/responseNorm.ts";
import { squeezeExcite, squeezeExciteBackward } from "../../src/engine/layers/squeezeExcite.ts";
import { backwardStep, forwardStep, readyStep } from "../../src/engine/layers/step.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import { flipTaps } from "../../src/engine/stepParameters.ts";
import { type Shape, stepOutput } from "../../src/engine/shapes.ts";
import { referenceDepthwiseSum } from "../../src/kernels/reference/depthwise.ts";
import { referenceGelu, referenceGeluBackward } from "../../src/kernels/reference/gelu.ts";
import {
  referenceLayerNorm,
  referenceLayerNormBackward,
} from "../../src/kernels/reference/layerNorm.ts";
import { expectClose, expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";
import { linearSteps } from "./linearSteps.ts";

/** [h, w, c] and kernel sides: odd maps, channels that are no multiple of 4, kernels past the map */
const DEPTHWISE: readonly (readonly [Shape, readonly (readonly [number, number])[]])[] = [
  [[9, 7, 5], [[3, 3]]],
  [
    [6, 11, 8],
    [
      [13, 5],
      [5, 13],
      [5, 5],
    ],
  ],
  [
    [5, 4, 3],
    [
      [31, 31],
      [5, 5],
    ],
  ],
  [
    [1, 1, 6],
    [
      [51, 5],
      [5, 51],
      [5, 5],
    ],
  ],
  [[20, 17, 4], [[7, 7]]],
];

export function opsContract(backend: BackendName, host: Host, tuned = true): void {
  describe(`${backend}${tuned ? "" : ", stock"}: operations`, () => {
    let ops: Ops;
    beforeAll(async () => {
      ops = await startBackend(backend, host, tuned);
    });
    afterAll(() => ops.dispose());

    test("settles with nothing to do, in the midst of a batch and at its end", async () => {
      await ops.settle();
      let x = tf.tensor3d([1, 2, 3], [1, 1, 3]);
      // tfjs hands over 15 operations at a time: every filling is met
      for (let count = 1; count <= 16; count++) {
        for (let i = 0; i < count; i++) {
          const next: tf.Tensor3D = tf.add(x, 1);
          x.dispose();
          x = next;
        }
        await ops.settle();
      }
      expect([...(await x.data())]).toEqual([137, 138, 139]);
      x.dispose();
    });

    test.each(DEPTHWISE)("sums depthwise branches of %j with kernels %j", async (shape, sides) => {
      const [h, w, c] = shape;
      const x = normals(h * w * c, 1);
      const bias = normals(c, 2);
      const branches = sides.map(([kh, kw], i) => ({
        kernel: normals(kh * kw * c, 3 + i),
        kh,
        kw,
      }));
      const before = tf.memory().numTensors;
      const kernels = branches.map(({ kernel, kh, kw }) => ({
        taps: tf.tensor4d(kernel, [kh, kw, c, 1]),
      }));
      const [image, shift] = [tf.tensor3d(x, [...shape]), tf.tensor1d(bias)];
      const out = ops.depthwise(image, kernels, shift);
      const want = referenceDepthwiseSum(x, h, w, c, branches, bias);
      expectRelativeL2(await out.data(), want, "kernel", "depthwise");
      tf.dispose([out, image, shift, kernels.map(({ taps }) => taps)]);
      expect(tf.memory().numTensors).toBe(before);
    });

    test.each([
      [3, 5, 7],
      [4, 4, 32],
      [1, 1, 998],
    ] as const)("normalises layers of %i × %i × %i and their gradient", async (h, w, c) => {
      const [x, dy] = [normals(h * w * c, 1), normals(h * w * c, 2)];
      const [weight, bias] = [normals(c, 3), normals(c, 4)];
      const before = tf.memory().numTensors;
      const [tx, tdy] = [tf.tensor3d(x, [h, w, c]), tf.tensor3d(dy, [h, w, c])];
      const [tw, tb] = [tf.tensor1d(weight), tf.tensor1d(bias)];
      const out = ops.layerNorm(tx, tw, tb, 1e-6);
      const back = ops.layerNormBackward(tdy, tx, tw, 1e-6);
      const wantOut = referenceLayerNorm(x, h * w, c, weight, bias, 1e-6);
      const wantBack = referenceLayerNormBackward(dy, x, weight, 1e-6, h * w, c);
      expectRelativeL2(await out.data(), wantOut, "kernel", "layer norm");
      expectRelativeL2(await back.data(), wantBack, "kernel", "layer norm gradient");
      tf.dispose([tx, tdy, tw, tb, out, back]);
      expect(tf.memory().numTensors).toBe(before);
    });

    test("applies the exact GELU and its gradient", async () => {
      const x = Float32Array.from({ length: 2001 }, (_, i) => (i - 1000) / 100);
      const dy = normals(x.length, 5);
      const [tx, tdy] = [tf.tensor3d(x, [1, 2001, 1]), tf.tensor3d(dy, [1, 2001, 1])];
      const out = ops.gelu(tx);
      const back = ops.geluBackward(tdy, tx);
      expectRelativeL2(await out.data(), referenceGelu(x), "kernel", "gelu");
      expectRelativeL2(await back.data(), referenceGeluBackward(dy, x), "kernel", "gelu gradient");
      tf.dispose([tx, tdy, out, back]);
    });

    test.each([
      [8, 6],
      [7, 9],
    ] as const)(
      "pools maxima of %i × %i, the first of equals taking the gradient",
      async (h, w) => {
        const c = 3;
        // halves from −2 to 2: many maxima are shared
        const x = normals(h * w * c, 6).map((v) =>
          Math.max(-2, Math.min(2, Math.round(2 * v) / 2)),
        );
        const [oh, ow] = [Math.ceil(h / 2), Math.ceil(w / 2)];
        const dy = normals(oh * ow * c, 7);
        const before = tf.memory().numTensors;
        const [tx, tdy] = [tf.tensor3d(x, [h, w, c]), tf.tensor3d(dy, [oh, ow, c])];
        const [out, back] = [maxPool(tx), maxPoolBackward(tdy, tx)];
        const want = referenceMaxPool(x, dy, h, w, c);
        expectClose(await out.data(), want.y, "exact");
        expectClose(await back.data(), want.dx, "float32");
        tf.dispose([tx, tdy, out, back]);
        expect(tf.memory().numTensors).toBe(before);
      },
    );

    test.each([
      [4, 5, 6],
      [1, 1, 3],
    ] as const)(
      "normalises responses of %i × %i × %i and their gradient, dead channels included",
      async (h, w, c) => {
        const x = normals(h * w * c, 8).map((v, i) => (i % c === 1 ? 0 : v));
        const dy = normals(h * w * c, 9);
        const [gamma, beta] = [normals(c, 10), normals(c, 11)];
        const before = tf.memory().numTensors;
        const at = { gamma: tf.tensor1d(gamma), beta: tf.tensor1d(beta) };
        const [tx, tdy] = [tf.tensor3d(x, [h, w, c]), tf.tensor3d(dy, [h, w, c])];
        const [out, back] = [responseNorm(at, tx), responseNormBackward(at, tdy, tx)];
        const want = referenceResponseNorm(x, c, gamma, beta);
        expectRelativeL2(await out.data(), want, "kernel", "responses");
        // the channel that is zero has no slope
        const slope = slopes((near) => referenceResponseNorm(near, c, gamma, beta), x, dy);
        expectRelativeL2(await back.data(), slope, "network", "gradient of responses");
        tf.dispose([at.gamma, at.beta, tx, tdy, out, back]);
        expect(tf.memory().numTensors).toBe(before);
      },
    );

    test("squeezes and excites, and takes the gradient of it", async () => {
      const [h, w, c, inner] = [3, 5, 8, 4];
      const [x, dy] = [normals(h * w * c, 8), normals(h * w * c, 9)];
      const [down, downBias] = [normals(c * inner, 10), normals(inner, 11)];
      const [up, upBias] = [normals(inner * c, 12), normals(c, 13)];
      const before = tf.memory().numTensors;
      const at = {
        down: tf.tensor2d(down, [c, inner]),
        downBias: tf.tensor1d(downBias),
        up: tf.tensor2d(up, [inner, c]),
        upBias: tf.tensor1d(upBias),
      };
      const [tx, tdy] = [tf.tensor3d(x, [h, w, c]), tf.tensor3d(dy, [h, w, c])];
      const [out, back] = [squeezeExcite(at, tx), squeezeExciteBackward(at, tdy, tx)];
      const reference = (values: ArrayLike<number>): Float64Array => {
        const means = new Float64Array(c);
        for (let i = 0; i < values.length; i++) means[i % c]! += values[i]! / (h * w);
        const hidden = Array.from(downBias, (bias, j) =>
          Math.max(
            0,
            means.reduce((sum, mean, k) => sum + mean * down[k * inner + j]!, bias),
          ),
        );
        const factors = Array.from(upBias, (bias, k) =>
          hidden.reduce((sum, value, j) => sum + value * up[j * c + k]!, bias),
        ).map((score) => 1 / (1 + Math.exp(-score)));
        return Float64Array.from(values, (v, i) => v * factors[i % c]!);
      };
      expectRelativeL2(await out.data(), reference(x), "kernel", "excited");
      expectRelativeL2(await back.data(), slopes(reference, x, dy), "network", "gradient");
      tf.dispose([Object.values(at), tx, tdy, out, back]);
      expect(tf.memory().numTensors).toBe(before);
    });

    test.each(linearSteps())(
      "$step.name: the gradient is the adjoint of the step",
      async (item) => {
        const { step, shape } = item;
        const parameters = new Parameters(Infinity);
        const before = tf.memory().numTensors;
        const output = stepOutput(step, shape);
        const [size, outSize] = [shape, output].map((s) => s[0] * s[1] * s[2]) as [number, number];
        const ready = await readyStep(step, parameters);
        const run = (values: Float32Array) =>
          tf.tidy(() => forwardStep(ops, ready, tf.tensor3d(values, [...shape])));
        const [zero, x] = [run(new Float32Array(size)), normals(size, 7)];
        const image = run(x);
        const dy = normals(outSize, 8);
        const dx = tf.tidy(() =>
          backwardStep(ops, ready, tf.tensor3d(dy, [...output]), shape, null),
        );
        expect(image.shape).toEqual([...output]);
        expect(dx.shape).toEqual([...shape]);
        const [rest, whole, gradient] = await Promise.all([zero.data(), image.data(), dx.data()]);
        const linear = dot(
          Float64Array.from(whole, (v, i) => v - rest[i]!),
          dy,
        );
        const scale = Math.sqrt(dot(gradient, gradient) * dot(x, x));
        expect(Math.abs(linear - dot(x, gradient)) / scale).toBeLessThan(1e-5);
        tf.dispose([zero, image, dx]);
        parameters.dispose();
        expect(tf.memory().numTensors).toBe(before);
      },
    );
  });
}

/** 3×3, stride 2, padding 1, by loops; the first of equal maxima in reading order takes dy. */
function referenceMaxPool(x: Float32Array, dy: Float32Array, h: number, w: number, c: number) {
  const [y, dx] = [new Float32Array(dy.length), new Float32Array(x.length)];
  const across = Math.ceil(w / 2);
  for (let out = 0; out < dy.length; out++) {
    const cell = Math.floor(out / c);
    const [top, left] = [2 * Math.floor(cell / across) - 1, 2 * (cell % across) - 1];
    let best = -1;
    for (let row = Math.max(top, 0); row < Math.min(top + 3, h); row++)
      for (let column = Math.max(left, 0); column < Math.min(left + 3, w); column++) {
        const at = (row * w + column) * c + (out % c);
        if (best < 0 || x[at]! > x[best]!) best = at;
      }
    y[out] = x[best]!;
    dx[best]! += dy[out]!;
  }
  return { y, dx };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

test("flipping taps twice gives them back", () => {
  const kernel = normals(15 * 3, 9);
  expect(flipTaps(flipTaps(kernel, 3), 3)).toEqual(kernel);
});

/** y of the places [n, c]: x·(gamma·G/(mean G + 1e-6) + 1) + beta, G the channels' norms. */
function referenceResponseNorm(
  x: Float32Array | Float64Array,
  c: number,
  gamma: Float32Array,
  beta: Float32Array,
): Float64Array {
  const norms = new Float64Array(c);
  for (const [i, v] of x.entries()) norms[i % c]! += v * v;
  for (const [k, sum] of norms.entries()) norms[k] = Math.sqrt(sum);
  const mean = norms.reduce((sum, norm) => sum + norm, 0) / c + 1e-6;
  return Float64Array.from(
    x,
    (v, i) => v * ((gamma[i % c]! * norms[i % c]!) / mean + 1) + beta[i % c]!,
  );
}

/** Gradient of ⟨dy, y(x)⟩ by central differences in float64. */
function slopes(
  y: (x: Float64Array) => Float64Array,
  x: Float32Array,
  dy: Float32Array,
): Float64Array {
  const step = 1e-5;
  return Float64Array.from(x, (_, i) => {
    const moved = (by: number) => {
      const near = Float64Array.from(x);
      near[i]! += by;
      return y(near).reduce((sum, value, j) => sum + value * dy[j]!, 0);
    };
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
