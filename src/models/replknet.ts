/**
 * RepLKNet (arXiv 2203.06717; DingXiaoH/RepLKNet-pytorch b76808a): blocks of 1×1, large depthwise
 * with a small kernel beside it, 1×1, each with batch norm; every second block is a feed-forward one.
 */
import {
  activation,
  affineTensors,
  type Architecture,
  batchNorm,
  bnTensors,
  type Body,
  branch,
  type Config,
  countOf,
  sameList,
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import type { Block, Layer } from "./network.ts";

export interface RepLkNetConfig extends Config {
  /** channels of the large kernel over channels of the stage: 1, XL 1.5 */
  readonly depthwiseRatio: number;
  /** channels of the large kernels of each stage, cut off to whole ones */
  readonly wide: readonly number[];
  /** side of the parallel small kernel; null where there is none, or where it was merged */
  readonly small: number | null;
  readonly merged: boolean;
  /** stages end in a batch norm that only downstream tasks read */
  readonly stageNorm: boolean;
}

/** Pairs of a large-kernel and a feed-forward block in each stage of the official networks. */
const DEPTHS = [2, 2, 18, 2] as const;
const LARGE = { kernels: [31, 29, 27, 13], small: 5, depthwiseRatio: 1, depths: DEPTHS } as const;
export const REPLKNET_SIZES = {
  /** Fieldbook's own, which the network in the box has */
  nano: { ...LARGE, dims: [16, 32, 64, 128], depths: [2, 2, 2, 1] },
  "31b": { ...LARGE, dims: [128, 256, 512, 1024] },
  "31l": { ...LARGE, dims: [192, 384, 768, 1536] },
  xl: {
    dims: [256, 512, 1024, 2048],
    depths: DEPTHS,
    kernels: [27, 27, 27, 13],
    small: null,
    depthwiseRatio: 1.5,
  },
  "13": { ...LARGE, dims: [128, 256, 512, 1024], kernels: [13, 13, 13, 13] },
} as const;

const FEED_FORWARD_RATIO = 4;

const pairName = (s: number, b: number) => `stages.${s}.blocks.${b}`;

function recognise(shapes: Shapes): RepLkNetConfig | null {
  if (shapes("stem.0.conv.weight") === null) return null;
  const large = (s: number, key: string) => shapes(`${pairName(s, 0)}.large_kernel.${key}`);
  const merged = large(0, "lkb_reparam.weight") !== null;
  const kernel = merged ? "lkb_reparam.weight" : "lkb_origin.conv.weight";
  if (large(0, kernel) === null) return null;
  const dims = STAGE_INDICES.map((s) => shapes(`${pairName(s, 0)}.pw1.conv.weight`)?.[1] ?? 0);
  return {
    dims,
    depths: STAGE_INDICES.map((s) =>
      countOf(shapes, (j) => `${pairName(s, 2 * j)}.prelkb_bn.weight`),
    ),
    kernels: STAGE_INDICES.map((s) => large(s, kernel)?.[2] ?? 0),
    classes: shapes("head.weight")?.[0] ?? null,
    depthwiseRatio: (large(0, kernel)![0] ?? 0) / (dims[0] || 1),
    wide: STAGE_INDICES.map((s) => large(s, kernel)?.[0] ?? 0),
    small: large(0, "small_conv.conv.weight")?.[2] ?? null,
    merged,
    stageNorm: shapes("stages.0.norm.weight") !== null,
  };
}

const convBn = (name: string, weight: readonly number[]): Tensor[] => [
  [`${name}.conv.weight`, weight],
  ...bnTensors(`${name}.bn`, weight[0]!),
];

function largeKernelTensors(
  { merged, small }: RepLkNetConfig,
  name: string,
  c: number,
  k: number,
): Tensor[] {
  if (merged)
    return [
      [`${name}.lkb_reparam.weight`, [c, 1, k, k]],
      [`${name}.lkb_reparam.bias`, [c]],
    ];
  return [
    ...convBn(`${name}.lkb_origin`, [c, 1, k, k]),
    ...(small === null ? [] : convBn(`${name}.small_conv`, [c, 1, small, small])),
  ];
}

function tensors(config: RepLkNetConfig): Tensor[] {
  const { dims, depths, kernels, classes } = config;
  const [first, last] = [dims[0]!, dims[3]!];
  const pair = (s: number, j: number): Tensor[] => {
    const [mix, feed] = [pairName(s, 2 * j), pairName(s, 2 * j + 1)];
    const c = dims[s]!;
    const [wide, inner] = [config.wide[s]!, c * FEED_FORWARD_RATIO];
    return [
      ...convBn(`${mix}.pw1`, [wide, c, 1, 1]),
      ...convBn(`${mix}.pw2`, [c, wide, 1, 1]),
      ...largeKernelTensors(config, `${mix}.large_kernel`, wide, kernels[s]!),
      ...bnTensors(`${mix}.prelkb_bn`, c),
      ...bnTensors(`${feed}.preffn_bn`, c),
      ...convBn(`${feed}.pw1`, [inner, c, 1, 1]),
      ...convBn(`${feed}.pw2`, [c, inner, 1, 1]),
    ];
  };
  return [
    ...convBn("stem.0", [first, 3, 3, 3]),
    ...convBn("stem.1", [first, 1, 3, 3]),
    ...convBn("stem.2", [first, first, 1, 1]),
    ...convBn("stem.3", [first, 1, 3, 3]),
    ...STAGE_INDICES.flatMap((s) => [
      ...Array.from({ length: depths[s]! }, (_, j) => pair(s, j)).flat(),
      ...(config.stageNorm ? bnTensors(`stages.${s}.norm`, dims[s]!) : []),
    ]),
    ...[0, 1, 2].flatMap((s) => [
      ...convBn(`transitions.${s}.0`, [dims[s + 1]!, dims[s]!, 1, 1]),
      ...convBn(`transitions.${s}.1`, [dims[s + 1]!, 1, 3, 3]),
    ]),
    ...(classes === null
      ? []
      : [...bnTensors("norm", last), ...affineTensors("head", [classes, last])]),
  ];
}

function build(config: RepLkNetConfig, take: Take): Body {
  const conv = (name: string, stride = 1, padding = 0): Layer => ({
    kind: "conv",
    name,
    weight: take(`${name}.conv.weight`),
    bias: null,
    norm: batchNorm(take, `${name}.bn`),
    stride,
    padding,
  });
  const depthwise = (name: string, stride: 1 | 2): Layer => ({
    kind: "depthwise",
    name,
    stride,
    branches: [branch(take, name, true)],
  });
  const norm = (name: string): Layer => ({ kind: "batchNorm", name, norm: batchNorm(take, name) });
  const relu = (name: string) => activation(`${name}.relu`, "relu");
  const large = (name: string): Layer => {
    const merged = `${name}.lkb_reparam`;
    const branches = config.merged
      ? [
          {
            name: merged,
            kernel: take(`${merged}.weight`),
            bias: take(`${merged}.bias`),
            norm: null,
          },
        ]
      : ["lkb_origin", ...(config.small === null ? [] : ["small_conv"])].map((key) =>
          branch(take, `${name}.${key}`, true),
        );
    return { kind: "depthwise", name, stride: 1, branches };
  };
  const lead = (s: number): Block => {
    if (s > 0) {
      const [widen, halve] = [`transitions.${s - 1}.0`, `transitions.${s - 1}.1`];
      const layers = [conv(widen), relu(widen), depthwise(halve, 2), relu(halve)];
      return { name: `transitions.${s - 1}`, residual: false, layers };
    }
    const layers = [
      conv("stem.0", 2, 1),
      depthwise("stem.1", 1),
      conv("stem.2"),
      depthwise("stem.3", 2),
    ];
    return {
      name: "stem",
      residual: false,
      layers: layers.flatMap((layer) => [layer, relu(layer.name)]),
    };
  };
  const pair = (s: number, j: number): Block[] => {
    const [mix, feed] = [pairName(s, 2 * j), pairName(s, 2 * j + 1)];
    const mixLayers = [
      norm(`${mix}.prelkb_bn`),
      conv(`${mix}.pw1`),
      relu(`${mix}.pw1`),
      large(`${mix}.large_kernel`),
      relu(`${mix}.large_kernel`),
      conv(`${mix}.pw2`),
    ];
    const gelu = activation(`${feed}.gelu`, "gelu");
    const feedLayers = [norm(`${feed}.preffn_bn`), conv(`${feed}.pw1`), gelu, conv(`${feed}.pw2`)];
    return [
      { name: mix, residual: true, layers: mixLayers },
      { name: feed, residual: true, layers: feedLayers },
    ];
  };
  const stages = STAGE_INDICES.map((s) => ({
    blocks: [lead(s), ...Array.from({ length: config.depths[s]! }, (_, j) => pair(s, j)).flat()],
  }));
  if (config.classes === null) return { stages, head: null };
  const head = {
    order: "norm-pool",
    norm: { kind: "batchNorm", name: "norm", norm: batchNorm(take, "norm") },
    weight: take("head.weight"),
    bias: take("head.bias"),
  } as const;
  return { stages, head };
}

function variant({ dims, depths, kernels, depthwiseRatio }: RepLkNetConfig): string {
  const known = Object.entries(REPLKNET_SIZES).find(
    ([, size]) =>
      sameList(size.dims, dims) &&
      sameList(size.kernels, kernels) &&
      size.depthwiseRatio === depthwiseRatio &&
      sameList(size.depths, depths),
  );
  return known === undefined ? "custom" : `replknet-${known[0]}`;
}

export const replknet: Architecture<RepLkNetConfig> = {
  family: "replknet",
  naming: "official",
  marker: "stem.0.conv.weight",
  recognise,
  tensors,
  build,
  variant,
  lastNorm: "norm",
  halfNormalised: (config) => variant(config) === "replknet-xl",
};
