/** Every kind of step that is affine in its input, at shapes that divide and that do not. */
import type { Step } from "../../src/engine/plan.ts";
import type { Shape } from "../../src/engine/shapes.ts";
import { normals } from "../helpers/normals.ts";

interface Case {
  readonly step: Step;
  readonly shape: Shape;
}

const product = (side: number, channels: number, outputs: number): Step => ({
  kind: "product",
  name: side === 1 ? "pixel product" : `patch product ${side}`,
  gather: side === 1 ? { type: "pixel" } : { type: "patch", side },
  inputs: side * side * channels,
  channels,
  outputs,
  load: () =>
    Promise.resolve({
      weight: normals(side * side * channels * outputs, 1),
      bias: normals(outputs, 2),
    }),
});

/** 1×1 at stride 2 */
const second: Step = {
  kind: "product",
  name: "product of every second pixel",
  gather: { type: "second" },
  inputs: 5,
  channels: 5,
  outputs: 6,
  load: () => Promise.resolve({ weight: normals(30, 12), bias: normals(6, 13) }),
};

const plain = (kind: "mergePatches" | "dropTokens"): Step => ({ kind, name: kind });

const addTokens: Step = {
  kind: "addTokens",
  name: "addTokens",
  channels: 5,
  side: 3,
  keep: "corners",
  load: () => Promise.resolve({ token: normals(5, 14), position: normals(45, 15) }),
};

const conv = (side: number, stride: number, padding: number): Step => ({
  kind: "conv",
  name: `conv ${side} stride ${stride}`,
  side: [side, side],
  inputs: 3,
  outputs: 6,
  stride,
  padding,
  load: () => Promise.resolve({ weight: normals(side * side * 18, 3), bias: normals(6, 4) }),
});

const depthwise = (stride: 1 | 2, sides: readonly (readonly [number, number])[]): Step => ({
  kind: "depthwise",
  name: `depthwise ${sides.map((s) => s.join("×")).join("+")} stride ${stride}`,
  channels: 5,
  stride,
  sides,
  load: () =>
    Promise.resolve({
      kernels: sides.map(([kh, kw], i) => normals(kh * kw * 5, 5 + i)),
      bias: normals(5, 9),
    }),
});

const affine: Step = {
  kind: "affine",
  name: "affine",
  channels: 5,
  load: () => Promise.resolve({ scale: normals(5, 10), shift: normals(5, 11) }),
};

export const linearSteps = (): Case[] => [
  { step: product(1, 5, 7), shape: [4, 3, 5] },
  { step: product(4, 3, 8), shape: [13, 18, 3] },
  { step: product(2, 5, 6), shape: [7, 8, 5] },
  { step: conv(3, 2, 1), shape: [12, 12, 3] },
  { step: conv(3, 2, 1), shape: [9, 11, 3] },
  { step: conv(3, 1, 1), shape: [5, 6, 3] },
  { step: conv(7, 2, 3), shape: [12, 13, 3] },
  { step: conv(5, 2, 1), shape: [11, 12, 3] },
  { step: conv(3, 1, 0), shape: [5, 6, 3] },
  { step: second, shape: [8, 6, 5] },
  { step: second, shape: [7, 9, 5] },
  { step: plain("mergePatches"), shape: [8, 6, 5] },
  { step: plain("mergePatches"), shape: [7, 9, 5] },
  { step: plain("dropTokens"), shape: [4, 3, 5] },
  { step: addTokens, shape: [3, 3, 5] },
  { step: addTokens, shape: [2, 7, 5] },
  { step: depthwise(1, [[7, 7]]), shape: [6, 9, 5] },
  {
    step: depthwise(1, [
      [13, 5],
      [5, 13],
      [5, 5],
    ]),
    shape: [8, 7, 5],
  },
  { step: depthwise(2, [[3, 3]]), shape: [8, 10, 5] },
  { step: depthwise(2, [[3, 3]]), shape: [7, 9, 5] },
  { step: affine, shape: [3, 4, 5] },
];
