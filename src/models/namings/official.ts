/** The authors' names, where the architecture's own are torchvision's: microsoft/Swin-Transformer; timm before 0.9. */
import { naming, type Naming } from "./naming.ts";
import { swinBlocks } from "./timm.ts";

export const official: readonly Naming[] = [
  naming(
    "swin",
    "official",
    "layers.0.downsample.reduction.weight",
    [
      ...swinBlocks,
      [/^features\.2\./, "layers.0.downsample."],
      [/^features\.4\./, "layers.1.downsample."],
      [/^features\.6\./, "layers.2.downsample."],
    ],
    { windows: "authors" },
  ),
];
