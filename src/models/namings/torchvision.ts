/** torchvision, where its names are not the architecture's own. */
import { naming, type Naming, type Rule } from "./naming.ts";

const convnext: readonly Rule[] = [
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

const vitBefore013: readonly Rule[] = [
  [/\.mlp\.0\./, ".mlp.linear_1."],
  [/\.mlp\.3\./, ".mlp.linear_2."],
];

export const torchvision: readonly Naming[] = [
  naming("convnext", "torchvision", "features.1.0.block.0.weight", convnext),
  naming(
    "vit",
    "torchvision before 0.13",
    "encoder.layers.encoder_layer_0.mlp.linear_1.weight",
    vitBefore013,
  ),
];
