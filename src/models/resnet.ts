/**
 * ResNet (arXiv 1512.03385) as torchvision has it: two 3×3 convolutions a block, or 1×1, 3×3, 1×1
 * with the stride on the 3×3; batch norm after each, ReLU after the addition.
 */
import { FieldbookError } from "../domain/errors.ts";
import {
  activation,
  affineTensors,
  type Architecture,
  batchNorm,
  bnTensors,
  type Body,
  type Config,
  countOf,
  sameList,
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import type { Block, Layer } from "./network.ts";

export interface ResNetConfig extends Config {
  readonly bottleneck: boolean;
  readonly stem: number;
  /** channels of the 3×3 convolutions of each stage */
  readonly widths: readonly number[];
  /** whether a stage's first block has a 1×1 on its shortcut */
  readonly projects: readonly boolean[];
}

export const RESNET_SIZES = {
  "18": { bottleneck: false, depths: [2, 2, 2, 2] },
  "34": { bottleneck: false, depths: [3, 4, 6, 3] },
  "50": { bottleneck: true, depths: [3, 4, 6, 3] },
  "101": { bottleneck: true, depths: [3, 4, 23, 3] },
  "152": { bottleneck: true, depths: [3, 8, 36, 3] },
} as const;
export const RESNET_WIDTHS = [64, 128, 256, 512] as const;
const KERNELS = [3, 3, 3, 3] as const;
const EXPANSION = 4;

/** The standard network of a size, as its first blocks' shortcuts follow from it. */
export function resnetConfig(size: keyof typeof RESNET_SIZES, classes: number): ResNetConfig {
  const { bottleneck, depths } = RESNET_SIZES[size];
  return {
    dims: RESNET_WIDTHS.map((width) => (bottleneck ? EXPANSION * width : width)),
    depths,
    kernels: KERNELS,
    classes,
    bottleneck,
    stem: 64,
    widths: RESNET_WIDTHS,
    projects: STAGE_INDICES.map((s) => bottleneck || s > 0),
  };
}

const blockName = (s: number, b: number): string => `layer${s + 1}.${b}`;

function recognise(shapes: Shapes): ResNetConfig | null {
  const of = (s: number, name: string, axis: number) =>
    shapes(`${blockName(s, 0)}.${name}.weight`)?.[axis] ?? 0;
  if (shapes("conv1.weight") === null || of(3, "conv2", 0) === 0) return null;
  const bottleneck = of(0, "conv3", 0) > 0;
  const [taken, given] = [of(0, "conv2", 1), of(0, "conv1", 0)];
  if (bottleneck && taken < given)
    throw new FieldbookError(
      "unsupported",
      `layer1.0.conv2.weight takes ${taken} of ${given} channels: this is a ResNeXt, whose 3×3 convolutions are grouped, and Fieldbook has none of those; open a ResNet instead.`,
    );
  return {
    dims: STAGE_INDICES.map((s) => of(s, bottleneck ? "conv3" : "conv2", 0)),
    depths: STAGE_INDICES.map((s) => countOf(shapes, (b) => `${blockName(s, b)}.conv1.weight`)),
    kernels: KERNELS,
    classes: shapes("fc.weight")?.[0] ?? null,
    bottleneck,
    stem: shapes("conv1.weight")?.[0] ?? 0,
    widths: STAGE_INDICES.map((s) => of(s, "conv1", 0)),
    projects: STAGE_INDICES.map((s) => of(s, "downsample.0", 0) > 0),
  };
}

/** Channels that go into block b of stage s. */
const inputsOf = ({ dims, stem }: ResNetConfig, s: number, b: number): number =>
  b > 0 ? dims[s]! : s === 0 ? stem : dims[s - 1]!;

/** The convolutions of a block, in order: name, [out, in, side]. */
function convolutions(
  config: ResNetConfig,
  s: number,
  b: number,
): (readonly [name: string, out: number, from: number, side: number])[] {
  const [from, width, out] = [inputsOf(config, s, b), config.widths[s]!, config.dims[s]!];
  return config.bottleneck
    ? [
        ["1", width, from, 1],
        ["2", width, width, 3],
        ["3", out, width, 1],
      ]
    : [
        ["1", width, from, 3],
        ["2", out, width, 3],
      ];
}

function tensors(config: ResNetConfig): Tensor[] {
  const { dims, depths, classes } = config;
  const block = (s: number, b: number): Tensor[] => {
    const name = blockName(s, b);
    const from = inputsOf(config, s, b);
    return [
      ...convolutions(config, s, b).flatMap(([i, out, into, side]): Tensor[] => [
        [`${name}.conv${i}.weight`, [out, into, side, side]],
        ...bnTensors(`${name}.bn${i}`, out),
      ]),
      ...(b === 0 && config.projects[s]!
        ? [
            [`${name}.downsample.0.weight`, [dims[s]!, from, 1, 1]] as const,
            ...bnTensors(`${name}.downsample.1`, dims[s]!),
          ]
        : []),
    ];
  };
  return [
    ["conv1.weight", [config.stem, 3, 7, 7]],
    ...bnTensors("bn1", config.stem),
    ...STAGE_INDICES.flatMap((s) =>
      Array.from({ length: depths[s]! }, (_, b) => block(s, b)).flat(),
    ),
    ...(classes === null ? [] : affineTensors("fc", [classes, dims[3]!])),
  ];
}

function build(config: ResNetConfig, take: Take): Body {
  const conv = (name: string, norm: string, stride: number, padding: number): Layer => ({
    kind: "conv",
    name,
    weight: take(`${name}.weight`),
    bias: null,
    norm: batchNorm(take, norm),
    stride,
    padding,
  });
  const stem: Block = {
    name: "conv1",
    residual: false,
    layers: [
      conv("conv1", "bn1", 2, 3),
      activation("relu", "relu"),
      { kind: "maxPool", name: "maxpool" },
    ],
  };
  const block = (s: number, b: number): Block => {
    const name = blockName(s, b);
    const stride = s > 0 && b === 0 ? 2 : 1;
    const strided = config.bottleneck ? "2" : "1";
    const layers = convolutions(config, s, b).flatMap(([i, , , side]): Layer[] => {
      const own = conv(`${name}.conv${i}`, `${name}.bn${i}`, i === strided ? stride : 1, side >> 1);
      return [own, activation(`${name}.relu${i}`, "relu")];
    });
    const projects = b === 0 && config.projects[s]!;
    return {
      name,
      residual: true,
      layers: layers.slice(0, -1),
      shortcut: projects ? [conv(`${name}.downsample.0`, `${name}.downsample.1`, stride, 0)] : [],
      relu: true,
    };
  };
  const stages = STAGE_INDICES.map((s) => ({
    blocks: [
      ...(s === 0 ? [stem] : []),
      ...Array.from({ length: config.depths[s]! }, (_, b) => block(s, b)),
    ],
  }));
  if (config.classes === null) return { stages, head: null };
  const [weight, bias] = [take("fc.weight"), take("fc.bias")];
  return { stages, head: { order: "pool-norm", norm: null, weight, bias } };
}

function variant({ bottleneck, depths, dims, widths }: ResNetConfig): string {
  const size = Object.entries(RESNET_SIZES).find(
    ([, known]) => known.bottleneck === bottleneck && sameList(known.depths, depths),
  )?.[0];
  const standard = RESNET_WIDTHS.map((width) => (bottleneck ? EXPANSION * width : width));
  if (size === undefined || !sameList(dims, standard)) return "custom";
  if (sameList(widths, RESNET_WIDTHS)) return `resnet-${size}`;
  return sameList(widths, [128, 256, 512, 1024]) ? `wide-resnet-${size}` : "custom";
}

export const resnet: Architecture<ResNetConfig> = {
  family: "resnet",
  naming: "torchvision",
  marker: "layer1.0.conv1.weight",
  recognise,
  tensors,
  build,
  variant,
  lastNorm: null,
  halfNormalised: () => false,
};
