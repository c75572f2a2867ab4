/**
 * Σ over branches of depthwise cross-correlations at stride 1, zero padding (k−1)/2, plus a bias.
 * x and result are [h, w, c], a branch's kernel is [kh, kw, c]; the plain reference is
 * reference/depthwise.ts. Threads side by side take channels side by side, so every read is of
 * neighbours. A thread makes a tile of outputs of one channel: bands of up to BAND kernel rows slide
 * along their longer side, and each input and weight that is read serves the whole tile.
 */
import type { Kernel } from "./kernel.ts";
import { AFTER, isGradient } from "./productFlags.ts";
import { type Axis, type Band, bandsOf, type Sides } from "./depthwiseBands.ts";

/** Outputs of a thread, rows and columns. */
export type Tile = readonly [rows: number, columns: number];

/** Sides of a tile: more compile far longer. */
const TILE = 4;
/** Rows of one on maps that have work for every thread of a large GPU: a ninth faster there on an H200. */
const LARGE_ROWS = 8;
const LARGE_MAP = 1.5e6;
/** Channels of a group: one read of 128 bytes. */
const CHANNELS = 32;
/** Tiles of a group, side by side: 64 threads, a multiple of every GPU's width. */
const TILES = 2;

/** The tile for a map: no larger than the map. */
export const chooseTile = ([height, width, channels]: readonly [number, number, number]): Tile => [
  Math.min(height * width * channels < LARGE_MAP ? TILE : LARGE_ROWS, height),
  Math.min(TILE, width),
];

export interface DepthwiseFlags {
  /** an input `bias` [c] */
  readonly bias: boolean;
  /** of u, an input of the result's shape, where it is a gradient */
  readonly after: "nothing" | "relu" | "relu gradient";
  /** an input `more` of the result's shape, added last */
  readonly plus: boolean;
}

/** The kernel for maps [h, w, c]; inputs x, the taps of each branch, then bias, u and more where flags want them. */
export function depthwiseSum(
  shape: readonly [number, number, number],
  sides: readonly Sides[],
  { bias, after, plus }: DepthwiseFlags,
  tile: Tile = chooseTile(shape),
): Kernel {
  const [height, width, channels] = shape;
  const [rows, columns] = tile;
  const cells = range(rows).flatMap((r) => range(columns).map((q) => [r, q] as const));
  const taps = sides.map((_, i) => `taps${i}`);
  const inputs = [
    ...["x", ...taps],
    ...(bias ? ["bias"] : []),
    ...(isGradient(after) ? ["u"] : []),
    ...(plus ? ["more"] : []),
  ];
  const start = bias ? "bias[c]" : "0.0";
  const bands = sides.map((side, i) =>
    bandsOf(side, [height, width]).map((band) => slide(band, `taps${i}`, tile)),
  );
  return {
    name: "depthwiseSum",
    inputs,
    threads: [CHANNELS, TILES, 1],
    groups: [
      Math.ceil(channels / CHANNELS),
      Math.ceil(Math.ceil(width / columns) / TILES),
      Math.ceil(height / rows),
    ],
    macs: height * width * channels * sides.reduce((taps, [kh, kw]) => taps + kh * kw, 0),
    body: /* wgsl */ `
      let height = uniforms.outShape.x;
      let width = uniforms.outShape.y;
      let channels = uniforms.outShape.z;
      let channel = group.x * ${CHANNELS} + local.x;
      let c = min(channel, channels - 1);
      let left = (group.y * ${TILES} + local.y) * ${columns};
      let top = group.z * ${rows};
      ${cells.map(([r, q]) => `var sum${r}_${q} = ${start};`).join(" ")}
      ${bands.flat().join("")}
      if (channel >= channels) { return; }
      ${cells.map(([r, q]) => write(r, q, after, plus)).join("\n      ")}`,
  };
}

const write = (r: number, q: number, after: DepthwiseFlags["after"], plus: boolean): string =>
  `if (top + ${r} < height && left + ${q} < width) ` +
  `{ let at = ((top + ${r}) * width + left + ${q}) * channels + c; let sum = sum${r}_${q}; ` +
  `${isGradient(after) ? "let v = u[at]; " : ""}` +
  `result[at] = ${AFTER[after]}${plus ? " + more[at]" : ""}; }`;

/** One thread's work on a band: weight `t_a` belongs to the band's row t and the tile's place a along it. */
function slide(band: Band, taps: string, tile: Tile): string {
  const { axis, length, before, count, rows, pitch, from } = band;
  const [acrossTile, alongTile] = axis === "x" ? tile : [tile[1], tile[0]];
  const names = NAMES[axis];
  const [across, along] = [range(acrossTile), range(alongTile)];
  const [bandRows, reads] = [range(rows), range(acrossTile + rows - 1)];
  const last = alongTile - 1;
  const sum = (b: number, a: number) => (axis === "x" ? `sum${b}_${a}` : `sum${a}_${b}`);
  const tap = (t: number) => `${taps}[weights + ${t * pitch[1]} * channels]`;
  return /* wgsl */ `
      for (var band = 0; band < ${count}; band++) {
        let origin = ${names.acrossStart} + band * ${rows} - ${before[1]};
        if (origin + ${reads.length - 1} < 0 || origin >= ${names.acrossEnd}) { continue; }
        ${reads.map((j) => `let in${j} = origin + ${j} >= 0 && origin + ${j} < ${names.acrossEnd};`).join("\n        ")}
        ${reads.map((j) => `let at${j} = clamp(origin + ${j}, 0, ${names.acrossEnd} - 1) * ${names.acrossStep} + c;`).join("\n        ")}
        ${bandRows.flatMap((t) => along.map((a) => `var w${t}_${a} = 0.0;`)).join(" ")}
        let low = ${names.alongStart} - ${before[0]};
        let end = min(${names.alongEnd}, low + ${length + last});
        for (var p = max(low, ${-last}); p < end; p++) {
          ${bandRows.flatMap((t) => along.toReversed().map((a) => (a > 0 ? `w${t}_${a} = w${t}_${a - 1};` : `w${t}_0 = 0.0;`))).join(" ")}
          let k = p - low;
          if (k < ${length}) {
            let weights = (${from} + band * ${rows * pitch[1]} + k * ${pitch[0]}) * channels + c;
            ${bandRows.map((t) => `w${t}_0 = ${tap(t)};`).join(" ")}
          }
          if (p < 0) { continue; }
          let step = p * ${names.alongStep};
          ${reads.map((j) => `let v${j} = select(0.0, x[at${j} + step], in${j});`).join("\n          ")}
          ${bandRows.flatMap((t) => along.map((a) => `let k${t}_${a} = w${t}_${a};`)).join(" ")}
          ${across.flatMap((b) => along.map((a) => `${sum(b, a)} += ${bandRows.map((t) => `k${t}_${a} * v${b + t}`).join(" + ")};`)).join("\n          ")}
        }
      }`;
}

/** What the words of the thread's place are when the band slides along x or y. */
const NAMES: Readonly<Record<Axis, Readonly<Record<string, string>>>> = {
  x: {
    acrossStart: "top",
    acrossEnd: "height",
    acrossStep: "width * channels",
    alongStart: "left",
    alongEnd: "width",
    alongStep: "channels",
  },
  y: {
    acrossStart: "left",
    acrossEnd: "width",
    acrossStep: "channels",
    alongStart: "top",
    alongEnd: "height",
    alongStep: "width * channels",
  },
};

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
