/**
 * UniRepLKNet (arXiv 2311.15599; AILab-CVC/UniRepLKNet 825ffab): a large depthwise kernel with
 * dilated ones beside it, or a 3×3; batch norm, squeeze and excitation, then a feed-forward part with
 * response norm. The authors' merging for use folds norms, beta and layer scale away.
 */
import {
  activation,
  affineTensors,
  type Architecture,
  batchNorm,
  bnTensors,
  type Body,
  type Config,
  countOf,
  layerNorm,
  sameList,
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import { mixerParts } from "./dilatedBranches.ts";
import type { Block, Branch, Layer } from "./network.ts";

export interface UniRepLkNetConfig extends Config {
  /** side of the kernel of each block, by stage */
  readonly sides: readonly (readonly number[])[];
  /** norms, beta and layer scale folded into the layers before */
  readonly merged: boolean;
  readonly layerScale: boolean;
}

const A = [2, 2, 6, 2];
const S = [3, 3, 27, 3];
export const UNIREPLKNET_SIZES = {
  a: { dims: [40, 80, 160, 320], depths: A },
  f: { dims: [48, 96, 192, 384], depths: A },
  p: { dims: [64, 128, 256, 512], depths: A },
  n: { dims: [80, 160, 320, 640], depths: [2, 2, 8, 2] },
  t: { dims: [80, 160, 320, 640], depths: [3, 3, 18, 3] },
  s: { dims: [96, 192, 384, 768], depths: S },
  b: { dims: [128, 256, 512, 1024], depths: S },
  l: { dims: [192, 384, 768, 1536], depths: S },
  xl: { dims: [256, 512, 1024, 2048], depths: S },
} as const;
/** Every second block of T's third stage is large, and every third of the larger ones'. */
const LARGE = 13;
const SMALL = 3;
const GAP: Readonly<Record<number, number>> = { 18: 2, 27: 3 };

/** The network of a size as its authors define it, before its branches are merged. */
export function unireplknetConfig(
  size: keyof typeof UNIREPLKNET_SIZES,
  classes: number,
): UniRepLkNetConfig {
  const { dims, depths } = UNIREPLKNET_SIZES[size];
  const isLarge = (s: number, b: number): boolean =>
    s > 0 && b % (s === 2 ? (GAP[depths[s]!] ?? 1) : 1) === 0;
  const sides = depths.map((depth, s) =>
    Array.from({ length: depth }, (_, b) => (isLarge(s, b) ? LARGE : SMALL)),
  );
  const kernels = sides.map((own) => Math.max(...own));
  return { dims, depths, kernels, classes, sides, merged: false, layerScale: true };
}

const FEED_FORWARD_RATIO = 4;
const SQUEEZE = 4;

const blockName = (s: number, b: number): string => `stages.${s}.${b}`;

function recognise(shapes: Shapes): UniRepLkNetConfig | null {
  if (shapes("downsample_layers.0.3.weight") === null) return null;
  const merged = shapes(`${blockName(0, 0)}.norm.weight`) === null;
  const depths = STAGE_INDICES.map((s) =>
    countOf(shapes, (b) => `${blockName(s, b)}.pwconv1.1.weight`),
  );
  const side = (s: number, b: number): number =>
    (shapes(`${blockName(s, b)}.dwconv.lk_origin.weight`) ??
      shapes(`${blockName(s, b)}.dwconv.weight`))?.[2] ?? 0;
  const sides = depths.map((depth, s) => Array.from({ length: depth }, (_, b) => side(s, b)));
  return {
    dims: STAGE_INDICES.map((s) => shapes(`${blockName(s, 0)}.pwconv1.1.weight`)?.[1] ?? 0),
    depths,
    kernels: sides.map((own) => Math.max(0, ...own)),
    classes: shapes("head.weight")?.[0] ?? null,
    sides,
    merged,
    layerScale: shapes(`${blockName(0, 0)}.gamma`) !== null,
  };
}

function blockTensors(config: UniRepLkNetConfig, s: number, b: number): Tensor[] {
  const { merged, layerScale } = config;
  const name = blockName(s, b);
  const c = config.dims[s]!;
  const [inner, squeezed] = [FEED_FORWARD_RATIO * c, Math.floor(c / SQUEEZE)];
  return [
    ...(layerScale ? [[`${name}.gamma`, [c]] as const] : []),
    ...mixerParts(`${name}.dwconv`, config.sides[s]![b]!, config.merged).flatMap(
      ({ name: own, norm, side }): Tensor[] => [
        [`${own}.weight`, [c, 1, side, side]],
        ...(merged ? [[`${own}.bias`, [c]] as const] : []),
        ...(norm === null ? [] : bnTensors(norm, c)),
      ],
    ),
    ...(merged ? [] : bnTensors(`${name}.norm`, c)),
    ...affineTensors(`${name}.se.down`, [squeezed, c, 1, 1]),
    ...affineTensors(`${name}.se.up`, [c, squeezed, 1, 1]),
    ...affineTensors(`${name}.pwconv1.1`, [inner, c]),
    [`${name}.act.1.gamma`, [1, 1, 1, inner]],
    ...(merged ? [] : [[`${name}.act.1.beta`, [1, 1, 1, inner]] as const]),
    [`${name}.pwconv2.0.weight`, [c, inner]],
    ...(merged ? [[`${name}.pwconv2.0.bias`, [c]] as const] : bnTensors(`${name}.pwconv2.2`, c)),
  ];
}

function tensors(config: UniRepLkNetConfig): Tensor[] {
  const { dims, depths, classes } = config;
  const [first, last] = [dims[0]!, dims[3]!];
  const half = Math.floor(first / 2);
  return [
    ...affineTensors("downsample_layers.0.0", [half, 3, 3, 3]),
    ...affineTensors("downsample_layers.0.1", [half]),
    ...affineTensors("downsample_layers.0.3", [first, half, 3, 3]),
    ...affineTensors("downsample_layers.0.4", [first]),
    ...[1, 2, 3].flatMap((s) => [
      ...affineTensors(`downsample_layers.${s}.0`, [dims[s]!, dims[s - 1]!, 3, 3]),
      ...affineTensors(`downsample_layers.${s}.1`, [dims[s]!]),
    ]),
    ...STAGE_INDICES.flatMap((s) =>
      Array.from({ length: depths[s]! }, (_, b) => blockTensors(config, s, b)).flat(),
    ),
    ...(classes === null
      ? []
      : [...affineTensors("norm", [last]), ...affineTensors("head", [classes, last])]),
  ];
}

function build(config: UniRepLkNetConfig, take: Take): Body {
  const { merged } = config;
  const dense = (name: string, stride: number, bias = true, norm: string | null = null): Layer => ({
    kind: "conv",
    name,
    weight: take(`${name}.weight`),
    bias: bias ? take(`${name}.bias`) : null,
    norm: norm === null ? null : batchNorm(take, norm),
    stride,
    padding: stride === 2 ? 1 : 0,
  });
  const halving = (name: string, i: number): Layer[] => [
    dense(`${name}.${i}`, 2),
    layerNorm(take, `${name}.${i + 1}`),
  ];
  const lead = (s: number): Block => {
    const name = `downsample_layers.${s}`;
    const gelu = activation(`${name}.2`, "gelu");
    const layers = s === 0 ? [...halving(name, 0), gelu, ...halving(name, 3)] : halving(name, 0);
    return { name, residual: false, layers };
  };
  const block = (s: number, b: number): Block => {
    const name = blockName(s, b);
    const mixer = `${name}.dwconv`;
    const branches = mixerParts(mixer, config.sides[s]![b]!, config.merged).map(
      ({ name: own, norm, dilation }): Branch => ({
        name: own,
        kernel: take(`${own}.weight`),
        dilation,
        bias: merged ? take(`${own}.bias`) : null,
        norm: norm === null ? null : batchNorm(take, norm),
      }),
    );
    const linear = (own: string) => ({ weight: take(`${own}.weight`), bias: take(`${own}.bias`) });
    const layers: Layer[] = [
      { kind: "depthwise", name: mixer, stride: 1, branches },
      ...(merged
        ? []
        : [
            {
              kind: "batchNorm",
              name: `${name}.norm`,
              norm: batchNorm(take, `${name}.norm`),
            } as const,
          ]),
      {
        kind: "squeezeExcite",
        name: `${name}.se`,
        down: linear(`${name}.se.down`),
        up: linear(`${name}.se.up`),
      },
      dense(`${name}.pwconv1.1`, 1),
      activation(`${name}.act.0`, "gelu"),
      {
        kind: "responseNorm",
        name: `${name}.act.1`,
        gamma: take(`${name}.act.1.gamma`),
        beta: merged ? null : take(`${name}.act.1.beta`),
      },
      dense(`${name}.pwconv2.0`, 1, merged, merged ? null : `${name}.pwconv2.2`),
      ...(config.layerScale
        ? [{ kind: "scale", name: `${name}.gamma`, gamma: take(`${name}.gamma`) } as const]
        : []),
    ];
    return { name, residual: true, layers };
  };
  const stages = STAGE_INDICES.map((s) => ({
    blocks: [lead(s), ...Array.from({ length: config.depths[s]! }, (_, b) => block(s, b))],
  }));
  if (config.classes === null) return { stages, head: null };
  const [weight, bias] = [take("head.weight"), take("head.bias")];
  return { stages, head: { order: "pool-norm", norm: layerNorm(take, "norm"), weight, bias } };
}

function variant({ dims, depths }: UniRepLkNetConfig): string {
  const known = Object.entries(UNIREPLKNET_SIZES).find(
    ([, size]) => sameList(size.dims, dims) && sameList(size.depths, depths),
  );
  return known === undefined ? "custom" : `unireplknet-${known[0]}`;
}

export const unireplknet: Architecture<UniRepLkNetConfig> = {
  family: "unireplknet",
  naming: "official",
  marker: "stages.0.0.pwconv1.1.weight",
  recognise,
  tensors,
  build,
  variant,
  lastNorm: "norm",
  halfNormalised: () => false,
};
