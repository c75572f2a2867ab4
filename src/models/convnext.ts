/** ConvNeXt v1 (arXiv 2201.03545; facebookresearch/ConvNeXt 048efce): 7×7 depthwise blocks. */
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
import type { Block, Layer } from "./network.ts";

/** Sizes of any network with ConvNeXt's frame. */
export interface FrameConfig extends Config {
  /** gamma is absent where the layer scale was switched off */
  readonly layerScale: boolean;
}

export const CONVNEXT_SIZES = {
  tiny: { dims: [96, 192, 384, 768], depths: [3, 3, 9, 3] },
  small: { dims: [96, 192, 384, 768], depths: [3, 3, 27, 3] },
  base: { dims: [128, 256, 512, 1024], depths: [3, 3, 27, 3] },
  large: { dims: [192, 384, 768, 1536], depths: [3, 3, 27, 3] },
  xlarge: { dims: [256, 512, 1024, 2048], depths: [3, 3, 27, 3] },
} as const;

/** Widths, and whether there is a classifier, of any network with ConvNeXt's frame. */
export function recogniseFrame(shapes: Shapes): Pick<Config, "dims" | "classes"> | null {
  const first = shapes("downsample_layers.0.0.weight");
  if (first === null) return null;
  const later = [1, 2, 3].map((i) => shapes(`downsample_layers.${i}.1.weight`)?.[0] ?? 0);
  return {
    dims: [first[0] ?? 0, ...later],
    classes: shapes("head.weight")?.[0] ?? null,
  };
}

/** Every tensor of a network with ConvNeXt's frame; `mixer` gives those of a block's token mixer. */
export function frameTensors(
  { dims, depths, classes, layerScale }: FrameConfig,
  mixer: (block: string, stage: number) => Tensor[],
): Tensor[] {
  const [first, last] = [dims[0]!, dims[3]!];
  const block = (name: string, s: number): Tensor[] => [
    ...(layerScale ? [[`${name}.gamma`, [dims[s]!]] as const] : []),
    ...mixer(name, s),
    ...mlpTensors(name, dims[s]!),
  ];
  return [
    ...affineTensors("downsample_layers.0.0", [first, 3, 4, 4]),
    ...affineTensors("downsample_layers.0.1", [first]),
    ...[1, 2, 3].flatMap((i) => [
      ...affineTensors(`downsample_layers.${i}.0`, [dims[i - 1]!]),
      ...affineTensors(`downsample_layers.${i}.1`, [dims[i]!, dims[i - 1]!, 2, 2]),
    ]),
    ...STAGE_INDICES.flatMap((s) =>
      Array.from({ length: depths[s]! }, (_, b) => block(`stages.${s}.${b}`, s)).flat(),
    ),
    ...(classes === null
      ? []
      : [...affineTensors("norm", [last]), ...affineTensors("head", [classes, last])]),
  ];
}

const mlpTensors = (name: string, c: number): Tensor[] => [
  ...affineTensors(`${name}.norm`, [c]),
  ...affineTensors(`${name}.pwconv1`, [4 * c, c]),
  ...affineTensors(`${name}.pwconv2`, [c, 4 * c]),
];

/** Stem, downsampling, blocks around a token mixer, head: what ConvNeXt and SLaK share. */
export function buildFrame(
  { depths, classes, layerScale }: FrameConfig,
  take: Take,
  mixer: (name: string, stage: number) => Layer,
): Body {
  const lead = (s: number): Block => ({
    name: `downsample_layers.${s}`,
    residual: false,
    layers:
      s === 0
        ? [dense(take, "downsample_layers.0.0", 4), layerNorm(take, "downsample_layers.0.1")]
        : [layerNorm(take, `downsample_layers.${s}.0`), dense(take, `downsample_layers.${s}.1`, 2)],
  });
  const block = (name: string, s: number): Block => ({
    name,
    residual: true,
    layers: [
      mixer(name, s),
      layerNorm(take, `${name}.norm`),
      dense(take, `${name}.pwconv1`, 1),
      activation(`${name}.act`, "gelu"),
      dense(take, `${name}.pwconv2`, 1),
      ...(layerScale
        ? [{ kind: "scale" as const, name: `${name}.gamma`, gamma: take(`${name}.gamma`) }]
        : []),
    ],
  });
  const stages = STAGE_INDICES.map((s) => ({
    blocks: [
      lead(s),
      ...Array.from({ length: depths[s]! }, (_, b) => block(`stages.${s}.${b}`, s)),
    ],
  }));
  if (classes === null) return { stages, head: null };
  const [weight, bias] = [take("head.weight"), take("head.bias")];
  return { stages, head: { order: "pool-norm", norm: layerNorm(take, "norm"), weight, bias } };
}

export const convnext: Architecture<FrameConfig> = {
  family: "convnext",
  naming: "official",
  marker: "stages.0.0.dwconv.weight",
  recognise(shapes) {
    const frame = recogniseFrame(shapes);
    const side = (s: number) => shapes(`stages.${s}.0.dwconv.weight`)?.[2] ?? 0;
    if (frame === null || side(0) === 0) return null;
    return {
      ...frame,
      depths: STAGE_INDICES.map((s) => countOf(shapes, (b) => `stages.${s}.${b}.norm.weight`)),
      kernels: STAGE_INDICES.map(side),
      layerScale: shapes("stages.0.0.gamma") !== null,
    };
  },
  tensors: (config) =>
    frameTensors(config, (name, s) => {
      const [c, k] = [config.dims[s]!, config.kernels[s]!];
      return affineTensors(`${name}.dwconv`, [c, 1, k, k]);
    }),
  build: (config, take) =>
    buildFrame(config, take, (name) => ({
      kind: "depthwise",
      name: `${name}.dwconv`,
      stride: 1,
      branches: [
        {
          name: `${name}.dwconv`,
          kernel: take(`${name}.dwconv.weight`),
          bias: take(`${name}.dwconv.bias`),
          norm: null,
        },
      ],
    })),
  variant: ({ dims, depths }) => {
    const size = Object.entries(CONVNEXT_SIZES).find(
      ([, known]) => sameList(known.dims, dims) && sameList(known.depths, depths),
    );
    return size === undefined ? "custom" : `convnext-${size[0]}`;
  },
  halfNormalised: () => false,
};
