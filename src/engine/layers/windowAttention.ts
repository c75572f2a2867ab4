/** Attention inside windows that may be shifted, with a bias for every offset: Swin's, by the rule of its library. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { WindowAttentionParameters } from "../stepParameters.ts";
import type { WindowAttentionStep } from "../plan.ts";
import { attend, attendBackward, type Bias, type Heads } from "./attention.ts";
import { cutEnd, padEnd } from "./phases.ts";

/** Added to scores between cells that only the shift made neighbours. */
const MASKED = -100;

/** How a map lies in its windows: whole windows down and across, and the shift of each axis. */
interface Layout {
  readonly down: number;
  readonly across: number;
  readonly shiftDown: number;
  readonly shiftAcross: number;
}

function layoutOf({ side, shift, rule }: WindowAttentionStep, h: number, w: number): Layout {
  const [down, across] = [Math.ceil(h / side), Math.ceil(w / side)];
  const held = rule === "authors" && Math.min(down, across) === 1;
  return {
    down,
    across,
    shiftDown: down > 1 && !held ? shift : 0,
    shiftAcross: across > 1 && !held ? shift : 0,
  };
}

/** x [H, W, 3C] → [H, W, C] */
export function windowAttention(
  step: WindowAttentionStep,
  at: WindowAttentionParameters,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const [h, w] = x.shape;
    const layout = layoutOf(step, h, w);
    const out = attend(headsOf(step, at, layout, x), biasOf(step, at, layout));
    const windows = tf.reshape(out, [-1, step.heads, step.side ** 2, out.shape[2]]) as Tensor4D;
    return mapOf(step, layout, windows, h, w);
  });
}

/** x is the map of queries, keys and values that went in. */
export function windowAttentionBackward(
  step: WindowAttentionStep,
  at: WindowAttentionParameters,
  dy: Tensor3D,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const [h, w] = x.shape;
    const layout = layoutOf(step, h, w);
    const heads = headsOf(step, at, layout, x);
    const { heads: count, side } = step;
    const out = windowsOf(step, layout, dy, count);
    const own: Tensor3D = tf.reshape(out, heads.q.shape);
    const gradient = attendBackward(heads, biasOf(step, at, layout), own);
    const parts = [gradient.q, gradient.k, gradient.v].map(
      (part) => tf.reshape(part, [-1, count, side ** 2, part.shape[2]]) as Tensor4D,
    );
    return mapOf(step, layout, tf.concat<Tensor4D>(parts, 1), h, w);
  });
}

function headsOf(
  step: WindowAttentionStep,
  at: WindowAttentionParameters,
  layout: Layout,
  x: Tensor3D,
): Heads {
  const windows = windowsOf(step, layout, x, 3 * step.heads, at.bias);
  const [n, , cells, d] = windows.shape;
  const third = (i: number): Tensor3D =>
    tf.reshape(tf.slice(windows, [0, i * step.heads, 0, 0], [n, step.heads, cells, d]), [
      n * step.heads,
      cells,
      d,
    ]);
  return { q: third(0), k: third(1), v: third(2) };
}

/** A map [H, W, parts·d] → [windows, parts, side², d]; what fills it up gets the bias too. */
function windowsOf(
  { side, rule }: WindowAttentionStep,
  { down, across, shiftDown, shiftAcross }: Layout,
  map: Tensor3D,
  parts: number,
  bias: tf.Tensor1D | null = null,
): Tensor4D {
  const [h, w, c] = map.shape;
  const fill = (x: Tensor3D): Tensor3D => padEnd(x, down * side - h, across * side - w);
  const shift = (x: Tensor3D): Tensor3D => roll(roll(x, 0, shiftDown), 1, shiftAcross);
  const laid = rule === "timm" ? fill(shift(map)) : shift(fill(map));
  const whole = bias === null ? laid : tf.add<Tensor3D>(laid, bias);
  const grid = tf.transpose(tf.reshape(whole, [down, side, across, side * c]), [0, 2, 1, 3]);
  const cells: Tensor4D = tf.reshape(grid, [down * across, side ** 2, parts, c / parts]);
  return tf.transpose(cells, [0, 2, 1, 3]);
}

/** The reverse of `windowsOf`. */
function mapOf(
  { side, rule }: WindowAttentionStep,
  { down, across, shiftDown, shiftAcross }: Layout,
  windows: Tensor4D,
  h: number,
  w: number,
): Tensor3D {
  const [, parts, , d] = windows.shape;
  const c = parts * d;
  const cells = tf.reshape(tf.transpose(windows, [0, 2, 1, 3]), [down, across, side, side * c]);
  const grid = tf.transpose(cells, [0, 2, 1, 3]);
  const rolled = tf.reshape(grid, [down * side, across * side, c]) as Tensor3D;
  const unshift = (x: Tensor3D): Tensor3D => roll(roll(x, 0, -shiftDown), 1, -shiftAcross);
  return rule === "timm" ? unshift(cutEnd(rolled, h, w)) : cutEnd(unshift(rolled), h, w);
}

/** Moves rows (axis 0) or columns (axis 1) towards 0 by `by`; what falls out comes back at the other end. */
function roll(x: Tensor3D, axis: 0 | 1, by: number): Tensor3D {
  const length = x.shape[axis];
  const first = (by + length) % length;
  if (first === 0) return x;
  const part = (from: number, count: number): Tensor3D => {
    const [begin, size] = [[0, 0, 0], [...x.shape]];
    begin[axis] = from;
    size[axis] = count;
    return tf.slice(x, begin as [number, number, number], size as [number, number, number]);
  };
  return tf.concat([part(first, length - first), part(0, first)], axis);
}

function biasOf(
  step: WindowAttentionStep,
  { table }: WindowAttentionParameters,
  layout: Layout,
): Bias {
  return (scores) => {
    const cells = step.side ** 2;
    const byWindow = tf.reshape(scores, [-1, step.heads, cells, cells]);
    const biased = tf.add(byWindow, table);
    const shifted = layout.shiftDown + layout.shiftAcross > 0;
    const all = shifted ? tf.add(biased, maskOf(step, layout)) : biased;
    return tf.reshape(all, scores.shape);
  };
}

/** [windows, 1, side², side²]: `MASKED` between cells of different regions of the map before the shift. */
function maskOf({ side }: WindowAttentionStep, layout: Layout): Tensor4D {
  const { down, across, shiftDown, shiftAcross } = layout;
  const regions = new Float32Array(down * across * side ** 2);
  const region = (at: number, length: number, shift: number): number =>
    shift === 0 || at < length - side ? 0 : at < length - shift ? 1 : 2;
  let i = 0;
  for (let window = 0; window < down * across; window++)
    for (let cell = 0; cell < side ** 2; cell++) {
      const y = Math.floor(window / across) * side + Math.floor(cell / side);
      const x = (window % across) * side + (cell % side);
      regions[i++] = 3 * region(y, down * side, shiftDown) + region(x, across * side, shiftAcross);
    }
  const [n, cells] = [down * across, side ** 2];
  const queries = tf.tensor4d(regions, [n, 1, cells, 1]);
  const keys = tf.reshape(queries, [n, 1, 1, cells]);
  return tf.mul(tf.cast(tf.notEqual(queries, keys), "float32"), MASKED);
}
