/**
 * A map as tokens: a row above it holds the class token in its first cell; the row's other cells
 * are never read. So every other step stays what it is on maps.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { AddTokensParameters } from "../stepParameters.ts";
import type { AddTokensStep, TokenAttentionStep } from "../plan.ts";
import { attend, attendBackward, type Heads } from "./attention.ts";
import { resizeGrid } from "./resizeGrid.ts";

const unbiased = (scores: Tensor3D): Tensor3D => scores;

/** x [h, w, C] → [1+h, w, C] */
export function addTokens(
  { keep }: AddTokensStep,
  { token, position }: AddTokensParameters,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const [h, w] = x.shape;
    return below(token, tf.add(x, resizeGrid(position, h, w, keep)));
  });
}

export function dropTokens(x: Tensor3D): Tensor3D {
  const [rows, w, c] = x.shape;
  return tf.slice(x, [1, 0, 0], [rows - 1, w, c]);
}

export const dropTokensBackward = (dy: Tensor3D): Tensor3D =>
  tf.pad3d(dy, [
    [1, 0],
    [0, 0],
    [0, 0],
  ]);

/** The class token alone, [1, 1, C]. */
export const classToken = (x: Tensor3D): Tensor3D => tf.slice(x, [0, 0, 0], [1, 1, x.shape[2]]);

/** x [1+h, w, 3C] → [1+h, w, C] */
export function tokenAttention({ heads }: TokenAttentionStep, x: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const tokens = listOf(x);
    const outputs = Array.from({ length: heads }, (_, i) =>
      tf.tidy(() => attend(headOf(tokens, heads, i), unbiased)),
    );
    return mapOf(tf.concat(outputs, 2), x.shape);
  });
}

/** x is the map of queries, keys and values that went in. */
export function tokenAttentionBackward(
  { heads }: TokenAttentionStep,
  dy: Tensor3D,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const [tokens, gradient] = [listOf(x), listOf(dy)];
    const [, n, c] = gradient.shape;
    const d = c / heads;
    const parts = Array.from({ length: heads }, (_, i) =>
      tf.tidy(() => {
        const own = tf.slice(gradient, [0, 0, i * d], [1, n, d]);
        const { q, k, v } = attendBackward(headOf(tokens, heads, i), unbiased, own);
        return [q, k, v];
      }),
    );
    const all = [0, 1, 2].flatMap((third) => parts.map((part) => part[third]!));
    return mapOf(tf.concat(all, 2), x.shape);
  });
}

/** [1+h, w, C] → [1, 1+h·w, C] */
function listOf(x: Tensor3D): Tensor3D {
  const [rows, w, c] = x.shape;
  const grid: Tensor3D = tf.reshape(dropTokens(x), [1, (rows - 1) * w, c]);
  return tf.concat([classToken(x), grid], 1);
}

/** The reverse of `listOf`. */
function mapOf(tokens: Tensor3D, [rows, w]: readonly number[]): Tensor3D {
  const [, n, c] = tokens.shape;
  const grid = tf.slice(tokens, [0, 1, 0], [1, n - 1, c]);
  return below(classToken(tokens), tf.reshape(grid, [rows! - 1, w!, c]) as Tensor3D);
}

function below(token: Tensor3D, map: Tensor3D): Tensor3D {
  const row: Tensor3D = tf.pad3d(token, [
    [0, 0],
    [0, map.shape[1] - 1],
    [0, 0],
  ]);
  return tf.concat([row, map], 0);
}

function headOf(tokens: Tensor3D, heads: number, i: number): Heads {
  const [, n, width] = tokens.shape;
  const d = width / (3 * heads);
  const third = (part: number): Tensor3D =>
    tf.slice(tokens, [0, 0, (part * heads + i) * d], [1, n, d]);
  return { q: third(0), k: third(1), v: third(2) };
}
