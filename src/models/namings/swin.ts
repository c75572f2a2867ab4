import { naming, type Naming, type Rule } from "./naming.ts";

/** What microsoft/Swin-Transformer and timm share. */
const inside: readonly Rule[] = [
  [/^features\.0\.0\./, "patch_embed.proj."],
  [/^features\.0\.2\./, "patch_embed.norm."],
  [/^features\.1\./, "layers.0.blocks."],
  [/^features\.3\./, "layers.1.blocks."],
  [/^features\.5\./, "layers.2.blocks."],
  [/^features\.7\./, "layers.3.blocks."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];
/** Merging ends a stage there, and begins the next in timm since 0.9. */
const mergingEnds: readonly Rule[] = [
  [/^features\.2\./, "layers.0.downsample."],
  [/^features\.4\./, "layers.1.downsample."],
  [/^features\.6\./, "layers.2.downsample."],
];
const mergingBegins: readonly Rule[] = [
  [/^features\.2\./, "layers.1.downsample."],
  [/^features\.4\./, "layers.2.downsample."],
  [/^features\.6\./, "layers.3.downsample."],
  [/^head\./, "head.fc."],
];

const around = (root: string): readonly Rule[] => [
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
/** As in the published files. */
const transformers = (root: string): readonly Rule[] => [
  ...around(root),
  [/\.attn\.relative_position_(\w+)$/, ".attention.self.relative_position_$1"],
  [/\.attn\.qkv\./, ".attention.self.{query,key,value}."],
  [/\.attn\.proj\./, ".attention.output.dense."],
  [/\.mlp\.0\./, ".intermediate.dense."],
  [/\.mlp\.3\./, ".output.dense."],
];
const transformers5 = (root: string): readonly Rule[] => [
  ...around(root),
  [/\.attn\.relative_position_(\w+)$/, ".attention.relative_position_bias.relative_position_$1"],
  [/\.attn\.qkv\./, ".attention.{q_proj,k_proj,v_proj}."],
  [/\.attn\.proj\./, ".attention.o_proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];

export const swinNamings: readonly Naming[] = [
  naming("swin", "official", "layers.0.downsample.reduction.weight", [...inside, ...mergingEnds]),
  naming("swin", "timm", "layers.3.downsample.reduction.weight", [...inside, ...mergingBegins]),
  ...["swin.", ""].flatMap((root) => {
    const first = `${root}encoder.layers.0.blocks.0`;
    return [
      naming("swin", "transformers", `${first}.attention.self.query.weight`, transformers(root)),
      naming("swin", "transformers 5", `${first}.attention.q_proj.weight`, transformers5(root)),
    ];
  }),
];
