import { naming, type Naming, type Rule } from "./naming.ts";

const timm: readonly Rule[] = [
  [/^downsample_layers\.0\./, "stem."],
  [/^downsample_layers\.([123])\./, "stages.$1.downsample."],
  [/^stages\.(\d)\.(\d+)\./, "stages.$1.blocks.$2."],
  [/\.dwconv\./, ".conv_dw."],
  [/\.pwconv([12])\./, ".mlp.fc$1."],
  [/^norm\./, "head.norm."],
  [/^head\.(weight|bias)$/, "head.fc.$1"],
];

const torchvision: readonly Rule[] = [
  [/^downsample_layers\.0\./, "features.0."],
  [/^downsample_layers\.1\./, "features.2."],
  [/^downsample_layers\.2\./, "features.4."],
  [/^downsample_layers\.3\./, "features.6."],
  [/^stages\.0\./, "features.1."],
  [/^stages\.1\./, "features.3."],
  [/^stages\.2\./, "features.5."],
  [/^stages\.3\./, "features.7."],
  [/\.gamma$/, ".layer_scale"],
  [/\.dwconv\./, ".block.0."],
  [/(\.\d+)\.norm\./, "$1.block.2."],
  [/\.pwconv1\./, ".block.3."],
  [/\.pwconv2\./, ".block.5."],
  [/^norm\./, "classifier.0."],
  [/^head\./, "classifier.2."],
];

const transformers = (root: string): readonly Rule[] => [
  [/^norm\./, `${root}layernorm.`],
  [/^head\./, "classifier."],
  [/^downsample_layers\.0\.0\./, `${root}embeddings.patch_embeddings.`],
  [/^downsample_layers\.0\.1\./, `${root}embeddings.layernorm.`],
  [/^downsample_layers\.([123])\./, `${root}encoder.stages.$1.downsampling_layer.`],
  [/^stages\.(\d)\.(\d+)\./, `${root}encoder.stages.$1.layers.$2.`],
  [/\.gamma$/, ".layer_scale_parameter"],
  [/(\.\d+)\.norm\./, "$1.layernorm."],
];

export const convnextNamings: readonly Naming[] = [
  naming("convnext", "timm", "stages.0.blocks.0.conv_dw.weight", timm),
  naming("convnext", "torchvision", "features.1.0.block.0.weight", torchvision),
  ...["convnext.", ""].map((root) =>
    naming(
      "convnext",
      "transformers",
      `${root}encoder.stages.0.layers.0.dwconv.weight`,
      transformers(root),
    ),
  ),
];
