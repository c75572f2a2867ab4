/**
 * Hugging Face transformers. Models with a classifier have the network under a root, those without
 * have it at the top.
 */
import { naming, type Naming, type Rule } from "./naming.ts";

const convnext = (root: string): readonly Rule[] => [
  [/^norm\./, `${root}layernorm.`],
  [/^head\./, "classifier."],
  [/^downsample_layers\.0\.0\./, `${root}embeddings.patch_embeddings.`],
  [/^downsample_layers\.0\.1\./, `${root}embeddings.layernorm.`],
  [/^downsample_layers\.([123])\./, `${root}encoder.stages.$1.downsampling_layer.`],
  [/^stages\.(\d)\.(\d+)\./, `${root}encoder.stages.$1.layers.$2.`],
  [/\.grn\.gamma$/, ".grn.weight"],
  [/\.grn\.beta$/, ".grn.bias"],
  [/\.gamma$/, ".layer_scale_parameter"],
  [/(\.\d+)\.norm\./, "$1.layernorm."],
];

const resnet = (root: string): readonly Rule[] => [
  [/^conv1\./, `${root}embedder.embedder.convolution.`],
  [/^bn1\./, `${root}embedder.embedder.normalization.`],
  [/^fc\./, "classifier.1."],
  [/^layer1\./, `${root}encoder.stages.0.layers.`],
  [/^layer2\./, `${root}encoder.stages.1.layers.`],
  [/^layer3\./, `${root}encoder.stages.2.layers.`],
  [/^layer4\./, `${root}encoder.stages.3.layers.`],
  [/\.downsample\.0\./, ".shortcut.convolution."],
  [/\.downsample\.1\./, ".shortcut.normalization."],
  [/\.conv1\./, ".layer.0.convolution."],
  [/\.conv2\./, ".layer.1.convolution."],
  [/\.conv3\./, ".layer.2.convolution."],
  [/\.bn1\./, ".layer.0.normalization."],
  [/\.bn2\./, ".layer.1.normalization."],
  [/\.bn3\./, ".layer.2.normalization."],
];

/** What versions 4 and 5 share. */
export const aroundSwin = (root: string): readonly Rule[] => [
  [/^norm\./, `${root}layernorm.`],
  [/^head\./, "classifier."],
  [/^features\.0\.0\./, `${root}embeddings.patch_embeddings.projection.`],
  [/^features\.0\.2\./, `${root}embeddings.norm.`],
  [/^features\.1\./, `${root}encoder.layers.0.blocks.`],
  [/^features\.2\./, `${root}encoder.layers.0.downsample.`],
  [/^features\.3\./, `${root}encoder.layers.1.blocks.`],
  [/^features\.4\./, `${root}encoder.layers.1.downsample.`],
  [/^features\.5\./, `${root}encoder.layers.2.blocks.`],
  [/^features\.6\./, `${root}encoder.layers.2.downsample.`],
  [/^features\.7\./, `${root}encoder.layers.3.blocks.`],
  [/\.norm1\./, ".layernorm_before."],
  [/\.norm2\./, ".layernorm_after."],
];
const swin = (root: string): readonly Rule[] => [
  ...aroundSwin(root),
  [/\.attn\.relative_position_(\w+)$/, ".attention.self.relative_position_$1"],
  [/\.attn\.qkv\./, ".attention.self.{query,key,value}."],
  [/\.attn\.proj\./, ".attention.output.dense."],
  [/\.mlp\.0\./, ".intermediate.dense."],
  [/\.mlp\.3\./, ".output.dense."],
];

/** What versions 4 and 5 share. */
export const aroundVit = (root: string): readonly Rule[] => [
  [/^class_token$/, `${root}embeddings.cls_token`],
  [/^conv_proj\./, `${root}embeddings.patch_embeddings.projection.`],
  [/^encoder\.pos_embedding$/, `${root}embeddings.position_embeddings`],
  [/^encoder\.ln\./, `${root}layernorm.`],
  [/\.ln_1\./, ".layernorm_before."],
  [/\.ln_2\./, ".layernorm_after."],
  [/^heads\.head\./, "classifier."],
];
const vit = (root: string): readonly Rule[] => [
  ...aroundVit(root),
  [/^encoder\.layers\.encoder_layer_(\d+)\./, `${root}encoder.layer.$1.`],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attention.attention.{query,key,value}.$1"],
  [/\.self_attention\.out_proj\./, ".attention.output.dense."],
  [/\.mlp\.0\./, ".intermediate.dense."],
  [/\.mlp\.3\./, ".output.dense."],
];

export const SWIN_ROOTS = ["swin.", ""] as const;
export const VIT_ROOTS = ["vit.", "deit.", ""] as const;
/** What pools tokens for other tasks, and stands for cells that are hidden in training. */
export const VIT_MORE = {
  positions: "centres",
  unused: /^(?:(?:vit|deit)\.)?(?:pooler\.dense\.(?:weight|bias)|embeddings\.mask_token)$/,
} as const;
export const SWIN_MORE = {
  unused: /^(?:swin\.)?embeddings\.mask_token$/,
  windows: "authors",
} as const;

const NAME = "transformers";

export const transformers: readonly Naming[] = [
  ...["convnext.", "convnextv2.", ""].map((root) =>
    naming("convnext", NAME, `${root}encoder.stages.0.layers.0.dwconv.weight`, convnext(root)),
  ),
  ...["resnet.", ""].map((root) =>
    naming("resnet", NAME, `${root}embedder.embedder.convolution.weight`, resnet(root)),
  ),
  ...SWIN_ROOTS.map((root) =>
    naming(
      "swin",
      NAME,
      `${root}encoder.layers.0.blocks.0.attention.self.query.weight`,
      swin(root),
      SWIN_MORE,
    ),
  ),
  ...VIT_ROOTS.map((root) =>
    naming("vit", NAME, `${root}encoder.layer.0.intermediate.dense.weight`, vit(root), VIT_MORE),
  ),
];
