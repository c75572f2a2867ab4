/**
 * Swin v1 (arXiv 2103.14030) as torchvision has it: attention inside windows of 7×7 cells, shifted
 * by half a window in every second block, and patch merging between the stages.
 */
import { FieldbookError } from "../domain/errors.ts";
import {
  activation,
  affineTensors,
  type Architecture,
  type Body,
  type Config,
  countOf,
  dense,
  layerNorm,
  sameList,
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import type { Habits } from "./namings/naming.ts";
import type { Block, Layer } from "./network.ts";

export interface SwinConfig extends Config {
  readonly heads: readonly number[];
  /** width of a feed-forward layer over that of its stage */
  readonly ratio: number;
  readonly qkvBias: boolean;
}

export const SWIN_SIZES = {
  tiny: { width: 96, depths: [2, 2, 6, 2], heads: [3, 6, 12, 24] },
  small: { width: 96, depths: [2, 2, 18, 2], heads: [3, 6, 12, 24] },
  base: { width: 128, depths: [2, 2, 18, 2], heads: [4, 8, 16, 32] },
  large: { width: 192, depths: [2, 2, 18, 2], heads: [6, 12, 24, 48] },
} as const;
const WINDOWS = [7, 7, 7, 7] as const;
const LN_EPS = 1e-5;

const dimsOf = (width: number): number[] => STAGE_INDICES.map((s) => width * 2 ** s);

export function swinConfig(size: keyof typeof SWIN_SIZES, classes: number): SwinConfig {
  const { width, depths, heads } = SWIN_SIZES[size];
  return {
    dims: dimsOf(width),
    depths,
    kernels: WINDOWS,
    classes,
    heads,
    ratio: 4,
    qkvBias: true,
  };
}

/** Stages and the merging between them take turns. */
const blockName = (s: number, b: number): string => `features.${2 * s + 1}.${b}`;
const mergeName = (s: number): string => `features.${2 * s}`;

function recognise(shapes: Shapes): SwinConfig | null {
  const of = (s: number, name: string, axis: number) =>
    shapes(`${blockName(s, 0)}.${name}`)?.[axis] ?? 0;
  if (of(0, "attn.qkv.weight", 0) === 0) return null;
  if (of(0, "attn.logit_scale", 0) > 0)
    throw new FieldbookError(
      "unsupported",
      "features.1.0.attn.logit_scale belongs to Swin v2, whose attention compares cosines, and Fieldbook has only the first Swin; open one of those instead.",
    );
  const dims = STAGE_INDICES.map((s) => of(s, "attn.proj.weight", 0));
  const rows = STAGE_INDICES.map((s) => of(s, "attn.relative_position_bias_table", 0));
  const wide = rows.findIndex((count) => count > 0 && Math.sqrt(count) % 2 !== 1);
  if (wide >= 0)
    throw new FieldbookError(
      "unsupported",
      `${blockName(wide, 0)}.attn.relative_position_bias_table holds ${rows[wide]!} offsets, which no square window has; Fieldbook opens Swins made for square pictures.`,
    );
  return {
    dims,
    depths: STAGE_INDICES.map((s) => countOf(shapes, (b) => `${blockName(s, b)}.norm1.weight`)),
    kernels: rows.map((count) => (Math.sqrt(count) + 1) / 2),
    classes: shapes("head.weight")?.[0] ?? null,
    heads: STAGE_INDICES.map((s) => of(s, "attn.relative_position_bias_table", 1)),
    ratio: of(0, "mlp.0.weight", 0) / (dims[0] || 1),
    qkvBias: of(0, "attn.qkv.bias", 0) > 0,
  };
}

function blockTensors(config: SwinConfig, s: number, name: string): Tensor[] {
  const [c, side, heads] = [config.dims[s]!, config.kernels[s]!, config.heads[s]!];
  const hidden = c * config.ratio;
  return [
    ...affineTensors(`${name}.norm1`, [c]),
    [`${name}.attn.relative_position_bias_table`, [(2 * side - 1) ** 2, heads]],
    [`${name}.attn.relative_position_index`, [side ** 4]],
    [`${name}.attn.qkv.weight`, [3 * c, c]],
    ...(config.qkvBias ? [[`${name}.attn.qkv.bias`, [3 * c]] as const] : []),
    ...affineTensors(`${name}.attn.proj`, [c, c]),
    ...affineTensors(`${name}.norm2`, [c]),
    ...affineTensors(`${name}.mlp.0`, [hidden, c]),
    ...affineTensors(`${name}.mlp.3`, [c, hidden]),
  ];
}

function tensors(config: SwinConfig): Tensor[] {
  const { dims, depths, classes } = config;
  const merge = (s: number): Tensor[] => [
    [`${mergeName(s)}.reduction.weight`, [dims[s]!, 4 * dims[s - 1]!]],
    ...affineTensors(`${mergeName(s)}.norm`, [4 * dims[s - 1]!]),
  ];
  return [
    ...affineTensors("features.0.0", [dims[0]!, 3, 4, 4]),
    ...affineTensors("features.0.2", [dims[0]!]),
    ...STAGE_INDICES.flatMap((s) => [
      ...(s === 0 ? [] : merge(s)),
      ...Array.from({ length: depths[s]! }, (_, b) =>
        blockTensors(config, s, blockName(s, b)),
      ).flat(),
    ]),
    ...(classes === null
      ? []
      : [...affineTensors("norm", [dims[3]!]), ...affineTensors("head", [classes, dims[3]!])]),
  ];
}

function build(config: SwinConfig, take: Take, { windows = "torchvision" }: Habits): Body {
  const norm = (name: string) => layerNorm(take, name, LN_EPS);
  /** A linear layer whose bias is nowhere, or is added later. */
  const bare = (name: string): Layer => ({
    kind: "conv",
    name,
    weight: take(`${name}.weight`),
    bias: null,
    norm: null,
    stride: 1,
    padding: 0,
  });
  const lead = (s: number): Block => {
    const name = mergeName(s);
    const layers =
      s === 0
        ? [dense(take, `${name}.0`, 4), norm(`${name}.2`)]
        : [
            { kind: "mergePatches", name } as const,
            norm(`${name}.norm`),
            bare(`${name}.reduction`),
          ];
    return { name, residual: false, layers };
  };
  const pair = (s: number, b: number): Block[] => {
    const name = blockName(s, b);
    const side = config.kernels[s]!;
    const attention: Layer = {
      kind: "windowAttention",
      name: `${name}.attn`,
      heads: config.heads[s]!,
      side,
      shift: b % 2 === 0 ? 0 : side >> 1,
      rule: windows,
      table: take(`${name}.attn.relative_position_bias_table`),
      bias: config.qkvBias ? take(`${name}.attn.qkv.bias`) : null,
    };
    return [
      {
        name: `${name}.attn`,
        residual: true,
        layers: [
          norm(`${name}.norm1`),
          bare(`${name}.attn.qkv`),
          attention,
          dense(take, `${name}.attn.proj`, 1),
        ],
      },
      {
        name: `${name}.mlp`,
        residual: true,
        layers: [
          norm(`${name}.norm2`),
          dense(take, `${name}.mlp.0`, 1),
          activation(`${name}.mlp.1`, "gelu"),
          dense(take, `${name}.mlp.3`, 1),
        ],
      },
    ];
  };
  const stages = STAGE_INDICES.map((s) => ({
    blocks: [lead(s), ...Array.from({ length: config.depths[s]! }, (_, b) => pair(s, b)).flat()],
  }));
  if (config.classes === null) return { stages, head: null };
  const [weight, bias] = [take("head.weight"), take("head.bias")];
  return { stages, head: { order: "norm-pool", norm: norm("norm"), weight, bias } };
}

function variant({ dims, depths, heads }: SwinConfig): string {
  const known = Object.entries(SWIN_SIZES).find(
    ([, size]) =>
      sameList(dimsOf(size.width), dims) &&
      sameList(size.depths, depths) &&
      sameList(size.heads, heads),
  );
  return known === undefined ? "custom" : `swin-${known[0]}`;
}

export const swin: Architecture<SwinConfig> = {
  family: "swin",
  naming: "torchvision",
  marker: "features.1.0.attn.qkv.weight",
  recognise,
  tensors,
  build,
  variant,
  lastNorm: "norm",
  halfNormalised: () => false,
};
