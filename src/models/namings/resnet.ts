/** timm names its plain ResNets as torchvision does. */
import { naming, type Naming, type Rule } from "./naming.ts";

const transformers = (root: string): readonly Rule[] => [
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

export const resnetNamings: readonly Naming[] = ["resnet.", ""].map((root) =>
  naming(
    "resnet",
    "transformers",
    `${root}embedder.embedder.convolution.weight`,
    transformers(root),
  ),
);
