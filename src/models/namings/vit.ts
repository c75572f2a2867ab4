/** ViT and DeiT. Wherever a file comes from, position embeddings are resized as torchvision does it. */
import { naming, type Naming, type Rule } from "./naming.ts";

const timm: readonly Rule[] = [
  [/^class_token$/, "cls_token"],
  [/^conv_proj\./, "patch_embed.proj."],
  [/^encoder\.pos_embedding$/, "pos_embed"],
  [/^encoder\.layers\.encoder_layer_(\d+)\./, "blocks.$1."],
  [/\.ln_([12])\./, ".norm$1."],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attn.qkv.$1"],
  [/\.self_attention\.out_proj\./, ".attn.proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
  [/^encoder\.ln\./, "norm."],
  [/^heads\.head\./, "head."],
];

/** Models with a classifier have the network under `root`; those without have it at the top. */
const around = (root: string): readonly Rule[] => [
  [/^class_token$/, `${root}embeddings.cls_token`],
  [/^conv_proj\./, `${root}embeddings.patch_embeddings.projection.`],
  [/^encoder\.pos_embedding$/, `${root}embeddings.position_embeddings`],
  [/^encoder\.ln\./, `${root}layernorm.`],
  [/\.ln_1\./, ".layernorm_before."],
  [/\.ln_2\./, ".layernorm_after."],
  [/^heads\.head\./, "classifier."],
];
/** As in the published files. */
const transformers = (root: string): readonly Rule[] => [
  ...around(root),
  [/^encoder\.layers\.encoder_layer_(\d+)\./, `${root}encoder.layer.$1.`],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attention.attention.{query,key,value}.$1"],
  [/\.self_attention\.out_proj\./, ".attention.output.dense."],
  [/\.mlp\.0\./, ".intermediate.dense."],
  [/\.mlp\.3\./, ".output.dense."],
];
const transformers5 = (root: string): readonly Rule[] => [
  ...around(root),
  [/^encoder\.layers\.encoder_layer_(\d+)\./, `${root}layers.$1.`],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attention.{q_proj,k_proj,v_proj}.$1"],
  [/\.self_attention\.out_proj\./, ".attention.o_proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];

export const vitNamings: readonly Naming[] = [
  naming("vit", "torchvision before 0.13", "encoder.layers.encoder_layer_0.mlp.linear_1.weight", [
    [/\.mlp\.0\./, ".mlp.linear_1."],
    [/\.mlp\.3\./, ".mlp.linear_2."],
  ]),
  naming("vit", "timm", "blocks.0.attn.qkv.weight", timm),
  ...["vit.", "deit.", ""].flatMap((root) => [
    naming(
      "vit",
      "transformers",
      `${root}encoder.layer.0.intermediate.dense.weight`,
      transformers(root),
    ),
    naming("vit", "transformers 5", `${root}layers.0.attention.q_proj.weight`, transformers5(root)),
  ]),
];
