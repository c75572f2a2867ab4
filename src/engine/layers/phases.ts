/** A map as its four maps of every second pixel, and the reverse. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Shape } from "../shapes.ts";

/** Maps [row][column] of the pixels whose row and column are even (0) or odd (1). */
export type Phases = readonly [readonly [Tensor3D, Tensor3D], readonly [Tensor3D, Tensor3D]];

/** x [2h, 2w, C] → four maps [h, w, C]. */
export function splitPhases(x: Tensor3D): Phases {
  const [H, W, c] = x.shape;
  const [h, w] = [H / 2, W / 2];
  const pairs = tf.reshape(x, [h, 2, w, 2 * c]);
  const phase = (row: number, column: number): Tensor3D =>
    tf.reshape(tf.slice(pairs, [0, row, 0, column * c], [h, 1, w, c]), [h, w, c]);
  return [
    [phase(0, 0), phase(0, 1)],
    [phase(1, 0), phase(1, 1)],
  ];
}

/** The reverse of `splitPhases`. */
export function joinPhases(phases: Phases): Tensor3D {
  const [h, w, c] = phases[0][0].shape;
  const rows = phases.map(([even, odd]) => tf.reshape(tf.concat([even, odd], 2), [h, 1, w, 2 * c]));
  return tf.reshape(tf.concat(rows, 1), [2 * h, 2 * w, c]);
}

/** [H, W, C] → [⌈H/2⌉, ⌈W/2⌉, C], pixels 0, 2, 4, … */
export function everySecond(x: Tensor3D): Tensor3D {
  const [H, W, c] = x.shape;
  const [h, w] = [Math.ceil(H / 2), Math.ceil(W / 2)];
  const pairs = tf.reshape(padEnd(x, 2 * h - H, 2 * w - W), [h, 2, w, 2 * c]);
  return tf.reshape(tf.slice(pairs, [0, 0, 0, 0], [h, 1, w, c]), [h, w, c]);
}

/** The reverse of `everySecond`: zeros between the pixels. */
export function withZerosBetween(y: Tensor3D, [H, W, c]: Shape): Tensor3D {
  const [h, w] = y.shape;
  const pairs = tf.pad(tf.reshape(y, [h, 1, w, c]), [
    [0, 0],
    [0, 1],
    [0, 0],
    [0, c],
  ]);
  return cutEnd(tf.reshape(pairs, [2 * h, 2 * w, c]), H, W);
}

/** Zero rows below and columns to the right. */
export const padEnd = (x: Tensor3D, rows: number, columns: number): Tensor3D =>
  rows + columns === 0
    ? x
    : tf.pad3d(x, [
        [0, rows],
        [0, columns],
        [0, 0],
      ]);

/** The first rows and columns. */
export const cutEnd = (x: Tensor3D, rows: number, columns: number): Tensor3D =>
  x.shape[0] === rows && x.shape[1] === columns
    ? x
    : tf.slice(x, [0, 0, 0], [rows, columns, x.shape[2]]);
