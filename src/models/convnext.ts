/**
 * ConvNeXt v1 (arXiv 2201.03545; facebookresearch/ConvNeXt 048efce) and v2 (arXiv 2301.00808;
 * facebookresearch/ConvNeXt-V2): 7×7 depthwise blocks; v2 normalises responses and scales no layer.
 */
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
  /** global response normalisation between the linear layers, as in v2 */
  readonly responseNorm: boolean;
}

export const CONVNEXT_SIZES = {
  /** Fieldbook's own, which the networks in the box have; timm gives the name to another */
  nano: { dims: [16, 32, 64, 128], depths: [2, 2, 2, 1] },
  tiny: { dims: [96, 192, 384, 768], depths: [3, 3, 9, 3] },
  small: { dims: [96, 192, 384, 768], depths: [3, 3, 27, 3] },
  base: { dims: [128, 256, 512, 1024], depths: [3, 3, 27, 3] },
  large: { dims: [192, 384, 768, 1536], depths: [3, 3, 27, 3] },
  xlarge: { dims: [256, 512, 1024, 2048], depths: [3, 3, 27, 3] },
} as const;

export const CONVNEXT_V2_SIZES = {
  atto: { dims: [40, 80, 160, 320], depths: [2, 2, 6, 2] },
  femto: { dims: [48, 96, 192, 384], depths: [2, 2, 6, 2] },
  pico: { dims: [64, 128, 256, 512], depths: [2, 2, 6, 2] },
  nano: { dims: [80, 160, 320, 640], depths: [2, 2, 8, 2] },
  tiny: CONVNEXT_SIZES.tiny,
  base: CONVNEXT_SIZES.base,
  large: CONVNEXT_SIZES.large,
  huge: { dims: [352, 704, 1408, 2816], depths: [3, 3, 27, 3] },
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
  { dims, depths, classes, layerScale, responseNorm }: FrameConfig,
  mixer: (block: string, stage: number) => Tensor[],
): Tensor[] {
  const [first, last] = [dims[0]!, dims[3]!];
  const block = (name: string, s: number): Tensor[] => [
    ...(layerScale ? [[`${name}.gamma`, [dims[s]!]] as const] : []),
    ...mixer(name, s),
    ...mlpTensors(name, dims[s]!, responseNorm),
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

const mlpTensors = (name: string, c: number, responseNorm: boolean): Tensor[] => [
  ...affineTensors(`${name}.norm`, [c]),
  ...affineTensors(`${name}.pwconv1`, [4 * c, c]),
  ...(responseNorm
    ? ["gamma", "beta"].map((key): Tensor => [`${name}.grn.${key}`, [1, 1, 1, 4 * c]])
    : []),
  ...affineTensors(`${name}.pwconv2`, [c, 4 * c]),
];

const responseNormLayer = (take: Take, name: string): Layer => ({
  kind: "responseNorm",
  name,
  gamma: take(`${name}.gamma`),
  beta: take(`${name}.beta`),
});

/** Stem, downsampling, blocks around a token mixer, head: what ConvNeXt and SLaK share. */
export function buildFrame(
  { depths, classes, layerScale, responseNorm }: FrameConfig,
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
      ...(responseNorm ? [responseNormLayer(take, `${name}.grn`)] : []),
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
      responseNorm: shapes("stages.0.0.grn.gamma") !== null,
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
  variant: ({ dims, depths, responseNorm }) => {
    const size = Object.entries(responseNorm ? CONVNEXT_V2_SIZES : CONVNEXT_SIZES).find(
      ([, known]) => sameList(known.dims, dims) && sameList(known.depths, depths),
    );
    return size === undefined ? "custom" : `convnext${responseNorm ? "v2" : ""}-${size[0]}`;
  },
  lastNorm: "norm",
  halfNormalised: () => false,
};
