/**
 * SLaK (arXiv 2207.03620; VITA-Group/SLaK 44b4aab): ConvNeXt's frame around a large kernel, as two
 * strips K×N and N×K, or dense, with a small N×N beside it, each with its own batch norm.
 */
import {
  type Architecture,
  bnTensors,
  branch,
  countOf,
  sameList,
  type Shapes,
  STAGE_INDICES,
  type Take,
  type Tensor,
} from "./architecture.ts";
import {
  buildFrame,
  CONVNEXT_SIZES,
  type FrameConfig,
  frameTensors,
  recogniseFrame,
} from "./convnext.ts";
import type { Layer } from "./network.ts";

export interface SlakConfig extends FrameConfig {
  readonly form: "strips" | "dense" | "merged";
  /** side of the small kernel of each stage; null where there is none */
  readonly small: readonly (number | null)[];
  /** short side of the strips of each stage */
  readonly strip: readonly number[];
  readonly batchNorm: boolean;
}

/** Before widening, those of ConvNeXt. */
export const SLAK_SIZES = {
  nano: CONVNEXT_SIZES.nano,
  tiny: CONVNEXT_SIZES.tiny,
  small: CONVNEXT_SIZES.small,
  base: CONVNEXT_SIZES.base,
  large: CONVNEXT_SIZES.large,
} as const;
export const SLAK_KERNELS = [51, 49, 47, 13, 5] as const;
export const SLAK_WIDTH = 1.3;
/** The official code truncates: 96·1.3 = 124.8 → 124. */
export const slakDims = (dims: readonly number[], width: number): number[] =>
  dims.map((d) => Math.trunc(d * width));

const inside = (s: number, b: number): string => `stages.${s}.${b}.large_kernel`;

function recognise(shapes: Shapes): SlakConfig | null {
  const frame = recogniseFrame(shapes);
  const mixer = (s: number, name: string) => shapes(`${inside(s, 0)}.${name}`);
  const strips = mixer(0, "LoRA1.conv.weight") !== null;
  const dense = mixer(0, "lkb_origin.conv.weight") !== null;
  if (frame === null || !(strips || dense || mixer(0, "lkb_reparam.weight") !== null)) return null;
  const main = strips ? "LoRA1.conv" : dense ? "lkb_origin.conv" : "lkb_reparam";
  const of = (s: number, axis: number) => mixer(s, `${main}.weight`)?.[axis] ?? 0;
  return {
    ...frame,
    form: strips ? "strips" : dense ? "dense" : "merged",
    depths: STAGE_INDICES.map((s) => countOf(shapes, (b) => `stages.${s}.${b}.norm.weight`)),
    kernels: STAGE_INDICES.map((s) => of(s, 2)),
    strip: STAGE_INDICES.map((s) => of(s, 3)),
    small: STAGE_INDICES.map((s) => mixer(s, "small_conv.conv.weight")?.[2] ?? null),
    batchNorm: mixer(0, `${main.replace(".conv", "")}.bn.weight`) !== null,
    layerScale: shapes("stages.0.0.gamma") !== null,
    responseNorm: false,
  };
}

function mixerTensors(config: SlakConfig, name: string, s: number): Tensor[] {
  const [c, k] = [config.dims[s]!, config.kernels[s]!];
  const [n, small] = [config.strip[s]!, config.small[s] ?? null];
  const part = (key: string, kh: number, kw: number): Tensor[] => [
    [`${name}.${key}.conv.weight`, [c, 1, kh, kw]],
    ...(config.batchNorm ? bnTensors(`${name}.${key}.bn`, c) : []),
  ];
  if (config.form === "merged")
    return [
      [`${name}.lkb_reparam.weight`, [c, 1, k, k]],
      [`${name}.lkb_reparam.bias`, [c]],
    ];
  return [
    ...(config.form === "strips"
      ? [...part("LoRA1", k, n), ...part("LoRA2", n, k)]
      : part("lkb_origin", k, k)),
    ...(small === null ? [] : part("small_conv", small, small)),
  ];
}

function mixerLayer(config: SlakConfig, take: Take, block: string, s: number): Layer {
  const name = `${block}.large_kernel`;
  const layer = { kind: "depthwise", name, stride: 1 } as const;
  if (config.form === "merged") {
    const merged = `${name}.lkb_reparam`;
    const [kernel, bias] = [take(`${merged}.weight`), take(`${merged}.bias`)];
    return { ...layer, branches: [{ name: merged, kernel, bias, norm: null }] };
  }
  const keys = [
    ...(config.form === "strips" ? ["LoRA1", "LoRA2"] : ["lkb_origin"]),
    ...(config.small[s] === null ? [] : ["small_conv"]),
  ];
  return {
    ...layer,
    branches: keys.map((key) => branch(take, `${name}.${key}`, config.batchNorm)),
  };
}

function variant({ dims, depths }: SlakConfig): string {
  const known = Object.entries(SLAK_SIZES).find(
    ([, size]) =>
      sameList(size.depths, depths) &&
      [SLAK_WIDTH, 1].some((w) => sameList(slakDims(size.dims, w), dims)),
  );
  return known === undefined ? "custom" : `slak-${known[0]}`;
}

export const slak: Architecture<SlakConfig> = {
  family: "slak",
  naming: "official",
  marker: "stages.0.0.large_kernel",
  recognise,
  tensors: (config) =>
    frameTensors(config, (name, s) => mixerTensors(config, `${name}.large_kernel`, s)),
  build: (config, take) => buildFrame(config, take, (name, s) => mixerLayer(config, take, name, s)),
  variant,
  lastNorm: "norm",
  halfNormalised: () => false,
};
