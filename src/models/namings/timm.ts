/** timm; its ViT is that of the authors of DeiT, its plain ResNets have torchvision's names. */
import { naming, type Naming, type Rule } from "./naming.ts";

const convnext: readonly Rule[] = [
  [/^downsample_layers\.0\./, "stem."],
  [/^downsample_layers\.([123])\./, "stages.$1.downsample."],
  [/^stages\.(\d)\.(\d+)\./, "stages.$1.blocks.$2."],
  [/\.dwconv\./, ".conv_dw."],
  [/\.pwconv([12])\./, ".mlp.fc$1."],
  [/\.grn\.gamma$/, ".mlp.grn.weight"],
  [/\.grn\.beta$/, ".mlp.grn.bias"],
  [/^norm\./, "head.norm."],
  [/^head\.(weight|bias)$/, "head.fc.$1"],
];

/** All but the merging between stages. */
export const swinBlocks: readonly Rule[] = [
  [/^features\.0\.0\./, "patch_embed.proj."],
  [/^features\.0\.2\./, "patch_embed.norm."],
  [/^features\.1\./, "layers.0.blocks."],
  [/^features\.3\./, "layers.1.blocks."],
  [/^features\.5\./, "layers.2.blocks."],
  [/^features\.7\./, "layers.3.blocks."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];
/** Since 0.9 merging begins a stage; before, it ended one, as the authors have it. */
const swin: readonly Rule[] = [
  ...swinBlocks,
  [/^features\.2\./, "layers.1.downsample."],
  [/^features\.4\./, "layers.2.downsample."],
  [/^features\.6\./, "layers.3.downsample."],
  [/^head\./, "head.fc."],
];

const vit: readonly Rule[] = [
  [/^class_token$/, "cls_token"],
  [/^conv_proj\./, "patch_embed.proj."],
  [/^encoder\.pos_embedding$/, "pos_embed"],
  [/^encoder\.layers\.encoder_layer_(\d+)\./, "blocks.$1."],
  [/\.ln_([12])\./, ".norm$1."],
  [/\.ls_([12])\./, ".ls$1."],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attn.qkv.$1"],
  [/\.self_attention\.out_proj\./, ".attn.proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
  [/^encoder\.ln\./, "norm."],
  [/^heads\.head\./, "head."],
];

export const timm: readonly Naming[] = [
  naming("convnext", "timm", "stages.0.blocks.0.conv_dw.weight", convnext),
  naming("swin", "timm", "layers.3.downsample.reduction.weight", swin, { windows: "timm" }),
  naming("vit", "timm", "blocks.0.attn.qkv.weight", vit, { positions: "centres" }),
];
