/**
 * ViT (arXiv 2010.11929) and DeiT (arXiv 2012.12877) as torchvision has them. A ViT has one
 * resolution throughout: its layers are offered as four quarters, stage 4 being all of them. A field
 * is read on the grid of tokens before the last norm; the class token takes part in attention and is
 * dropped there.
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
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import type { Habits } from "./namings/naming.ts";
import type { Block, Layer } from "./network.ts";

export interface VitConfig extends Config {
  /** side of a patch, px */
  readonly patch: number;
  readonly heads: number;
  /** width of a feed-forward layer */
  readonly hidden: number;
  /** every branch times a factor a channel, as in DeiT III (arXiv 2204.07118) and DINOv2 (arXiv 2304.07193) */
  readonly layerScale: boolean;
}

export const VIT_SIZES = {
  "deit-tiny-16": { width: 192, layers: 12, patch: 16 },
  "deit-small-16": { width: 384, layers: 12, patch: 16 },
  "vit-base-16": { width: 768, layers: 12, patch: 16 },
  "vit-base-32": { width: 768, layers: 12, patch: 32 },
  "vit-large-16": { width: 1024, layers: 24, patch: 16 },
  "vit-large-32": { width: 1024, layers: 24, patch: 32 },
  "vit-huge-14": { width: 1280, layers: 32, patch: 14 },
} as const;
const TRAINED_AT = 224;
const HEAD_WIDTH = 64;
/** Of widths whose heads are not 64 wide. */
const HEADS_BY_WIDTH: Readonly<Record<number, number>> = { 1280: 16 };

/** Layers in each quarter: the first quarters take what does not divide. */
const quartersOf = (layers: number): number[] =>
  STAGE_INDICES.map((s) => Math.ceil((layers * (s + 1)) / 4) - Math.ceil((layers * s) / 4));

export function vitConfig(size: keyof typeof VIT_SIZES, classes: number): VitConfig {
  const { width, layers, patch } = VIT_SIZES[size];
  return {
    dims: STAGE_INDICES.map(() => width),
    depths: quartersOf(layers),
    kernels: STAGE_INDICES.map(() => Math.floor(TRAINED_AT / patch)),
    classes,
    patch,
    heads: headsOf(width),
    hidden: 4 * width,
    layerScale: false,
  };
}

/** No tensor's shape tells the heads: all published ViTs but one have heads of 64 channels. */
function headsOf(width: number): number {
  const heads = HEADS_BY_WIDTH[width] ?? width / HEAD_WIDTH;
  if (Number.isInteger(heads)) return heads;
  throw new FieldbookError(
    "unsupported",
    `this ViT is ${width} channels wide, which heads of 64 channels do not divide, and no tensor tells how many it has; Fieldbook opens ViTs of the published widths.`,
  );
}

const layerName = (i: number): string => `encoder.layers.encoder_layer_${i}`;

function recognise(shapes: Shapes): VitConfig | null {
  const [projection, position] = [shapes("conv_proj.weight"), shapes("encoder.pos_embedding")];
  const hidden = shapes(`${layerName(0)}.mlp.0.weight`)?.[0];
  if (projection === null || position === null || hidden === undefined) return null;
  const [width = 0, , patch = 0] = projection;
  const side = Math.sqrt((position[1] ?? 0) - 1);
  if (!Number.isInteger(side))
    throw new FieldbookError(
      "unsupported",
      `encoder.pos_embedding holds ${position[1] ?? 0} positions, which are no square grid and a class token; Fieldbook opens ViTs trained on square pictures.`,
    );
  return {
    dims: STAGE_INDICES.map(() => width),
    depths: quartersOf(countOf(shapes, (i) => `${layerName(i)}.ln_1.weight`)),
    kernels: STAGE_INDICES.map(() => side),
    classes: shapes("heads.head.weight")?.[0] ?? null,
    patch,
    heads: headsOf(width),
    hidden,
    layerScale: shapes(`${layerName(0)}.ls_1.gamma`) !== null,
  };
}

const layersOf = ({ depths }: VitConfig): number => depths.reduce((sum, n) => sum + n, 0);

function tensors(config: VitConfig): Tensor[] {
  const [c, side] = [config.dims[0]!, config.kernels[0]!];
  const { patch, hidden, classes, layerScale } = config;
  const scale = (name: string): Tensor[] => (layerScale ? [[name, [c]]] : []);
  const layer = (name: string): Tensor[] => [
    ...affineTensors(`${name}.ln_1`, [c]),
    [`${name}.self_attention.in_proj_weight`, [3 * c, c]],
    [`${name}.self_attention.in_proj_bias`, [3 * c]],
    ...affineTensors(`${name}.self_attention.out_proj`, [c, c]),
    ...scale(`${name}.ls_1.gamma`),
    ...affineTensors(`${name}.ln_2`, [c]),
    ...affineTensors(`${name}.mlp.0`, [hidden, c]),
    ...affineTensors(`${name}.mlp.3`, [c, hidden]),
    ...scale(`${name}.ls_2.gamma`),
  ];
  return [
    ["class_token", [1, 1, c]],
    ...affineTensors("conv_proj", [c, 3, patch, patch]),
    ["encoder.pos_embedding", [1, 1 + side ** 2, c]],
    ...Array.from({ length: layersOf(config) }, (_, i) => layer(layerName(i))).flat(),
    ...(classes === null
      ? []
      : [...affineTensors("encoder.ln", [c]), ...affineTensors("heads.head", [classes, c])]),
  ];
}

function build(config: VitConfig, take: Take, { positions = "corners" }: Habits): Body {
  const lead: Block = {
    name: "conv_proj",
    residual: false,
    layers: [
      dense(take, "conv_proj", config.patch),
      {
        kind: "addTokens",
        name: "encoder.pos_embedding",
        token: take("class_token"),
        position: take("encoder.pos_embedding"),
        keep: positions,
      },
    ],
  };
  const scale = (name: string): Layer[] =>
    config.layerScale ? [{ kind: "scale", name, gamma: take(name) }] : [];
  const pair = (i: number): Block[] => {
    const name = layerName(i);
    const own = `${name}.self_attention`;
    const qkv: Layer = {
      kind: "conv",
      name: `${own}.in_proj`,
      weight: take(`${own}.in_proj_weight`),
      bias: take(`${own}.in_proj_bias`),
      norm: null,
      stride: 1,
      padding: 0,
    };
    return [
      {
        name: own,
        residual: true,
        layers: [
          layerNorm(take, `${name}.ln_1`),
          qkv,
          { kind: "tokenAttention", name: own, heads: config.heads },
          dense(take, `${own}.out_proj`, 1),
          ...scale(`${name}.ls_1.gamma`),
        ],
      },
      {
        name: `${name}.mlp`,
        residual: true,
        layers: [
          layerNorm(take, `${name}.ln_2`),
          dense(take, `${name}.mlp.0`, 1),
          activation(`${name}.mlp.1`, "gelu"),
          dense(take, `${name}.mlp.3`, 1),
          ...scale(`${name}.ls_2.gamma`),
        ],
      },
    ];
  };
  const readout: Block = {
    name: "tokens",
    residual: false,
    layers: [{ kind: "dropTokens", name: "tokens" }],
  };
  let first = 0;
  const stages = config.depths.map((depth, s) => {
    const own = Array.from({ length: depth }, (_, i) => pair(first + i)).flat();
    first += depth;
    return { blocks: s === 0 ? [lead, ...own] : own, readout };
  });
  if (config.classes === null) return { stages, head: null };
  const [weight, bias] = [take("heads.head.weight"), take("heads.head.bias")];
  const norm = layerNorm(take, "encoder.ln");
  return { stages, head: { order: "norm-token", norm, weight, bias } };
}

function variant(config: VitConfig): string {
  const known = Object.entries(VIT_SIZES).find(
    ([, { width, layers, patch }]) =>
      width === config.dims[0] && layers === layersOf(config) && patch === config.patch,
  );
  return known?.[0] ?? "custom";
}

export const vit: Architecture<VitConfig> = {
  family: "vit",
  naming: "torchvision",
  marker: "encoder.pos_embedding",
  recognise,
  tensors,
  build,
  variant,
  lastNorm: "encoder.ln",
  halfNormalised: () => false,
};
