/** Every naming beside the architectures' own; a new one is a file and a line here. */
import { mmpretrain } from "./mmpretrain.ts";
import type { Naming } from "./naming.ts";
import { official } from "./official.ts";
import { timm } from "./timm.ts";
import { torchvision } from "./torchvision.ts";
import { transformers } from "./transformers.ts";
import { transformers5 } from "./transformers5.ts";

export const NAMINGS: readonly Naming[] = [
  ...official,
  ...timm,
  ...torchvision,
  ...transformers,
  ...transformers5,
  ...mmpretrain,
];
