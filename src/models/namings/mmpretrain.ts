/** mmpretrain (and MMClassification): the network under `backbone.`, the classifier under `head.`. */
import { naming, type Naming, type Rule } from "./naming.ts";

const under = (root: string, rules: readonly Rule[]): readonly Rule[] => [
  ...rules,
  [/^(?!head\.)/, root],
];

const convnext: readonly Rule[] = [
  [/^head\./, "head.fc."],
  [/^norm\./, "norm3."],
  [/\.dwconv\./, ".depthwise_conv."],
  [/\.pwconv([12])\./, ".pointwise_conv$1."],
];

const replknet: readonly Rule[] = [
  [/^head\./, "head.fc."],
  [/^norm\./, "stages.3.norm."],
];

const resnet: readonly Rule[] = [[/^fc\./, "head.fc."]];

const swin: readonly Rule[] = [
  [/^head\./, "head.fc."],
  [/^norm\./, "norm3."],
  [/^features\.0\.0\./, "patch_embed.projection."],
  [/^features\.0\.2\./, "patch_embed.norm."],
  [/^features\.1\./, "stages.0.blocks."],
  [/^features\.2\./, "stages.0.downsample."],
  [/^features\.3\./, "stages.1.blocks."],
  [/^features\.4\./, "stages.1.downsample."],
  [/^features\.5\./, "stages.2.blocks."],
  [/^features\.6\./, "stages.2.downsample."],
  [/^features\.7\./, "stages.3.blocks."],
  [/\.attn\./, ".attn.w_msa."],
  [/\.mlp\.0\./, ".ffn.layers.0.0."],
  [/\.mlp\.3\./, ".ffn.layers.1."],
];
/** Pixels of a 2×2 in the own order, (0,0), (1,0), (0,1), (1,1), by their place row after row. */
const PIXELS = [0, 2, 1, 3] as const;

/** Merging takes the four pixels of a channel together there, and the channels of a pixel here. */
function mergingOrder(name: string, shape: readonly number[]): ((i: number) => number) | null {
  if (!/^features\.[246]\.(?:norm|reduction)\./.test(name)) return null;
  const width = shape.at(-1)!;
  const channels = width / 4;
  return (i) => {
    const at = i % width;
    return i - at + 4 * (at % channels) + PIXELS[Math.floor(at / channels)]!;
  };
}

const vit: readonly Rule[] = [
  [/^class_token$/, "cls_token"],
  [/^conv_proj\./, "patch_embed.projection."],
  [/^encoder\.pos_embedding$/, "pos_embed"],
  [/^encoder\.layers\.encoder_layer_(\d+)\./, "layers.$1."],
  [/\.ln_([12])\./, ".ln$1."],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attn.qkv.$1"],
  [/\.self_attention\.out_proj\./, ".attn.proj."],
  [/\.mlp\.0\./, ".ffn.layers.0.0."],
  [/\.mlp\.3\./, ".ffn.layers.1."],
  [/^encoder\.ln\./, "ln1."],
  [/^heads\.head\./, "head.layers.head."],
];

const NAME = "mmpretrain";

export const mmpretrain: readonly Naming[] = [
  naming("resnet", NAME, "head.fc.weight", under("backbone.", resnet)),
  naming("replknet", NAME, "head.fc.weight", under("backbone.", replknet)),
  ...["backbone.", ""].flatMap((root) => [
    naming("convnext", NAME, `${root}stages.0.0.depthwise_conv.weight`, under(root, convnext)),
    naming("swin", NAME, `${root}stages.0.blocks.0.attn.w_msa.qkv.weight`, under(root, swin), {
      order: mergingOrder,
      windows: "authors",
    }),
    naming("vit", NAME, `${root}layers.0.ffn.layers.0.0.weight`, under(root, vit), {
      positions: "centres",
    }),
  ]),
];
