/**
 * transformers 5 names the same networks in memory otherwise, and so do state_dicts saved from there;
 * its `save_pretrained` writes the names of version 4.
 */
import { naming, type Naming, type Rule } from "./naming.ts";
import {
  aroundSwin,
  aroundVit,
  SWIN_MORE,
  SWIN_ROOTS,
  VIT_MORE,
  VIT_ROOTS,
} from "./transformers.ts";

const swin = (root: string): readonly Rule[] => [
  ...aroundSwin(root),
  [/\.attn\.relative_position_(\w+)$/, ".attention.relative_position_bias.relative_position_$1"],
  [/\.attn\.qkv\./, ".attention.{q_proj,k_proj,v_proj}."],
  [/\.attn\.proj\./, ".attention.o_proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];
const vit = (root: string): readonly Rule[] => [
  ...aroundVit(root),
  [/^encoder\.layers\.encoder_layer_(\d+)\./, `${root}layers.$1.`],
  [/\.self_attention\.in_proj_(weight|bias)$/, ".attention.{q_proj,k_proj,v_proj}.$1"],
  [/\.self_attention\.out_proj\./, ".attention.o_proj."],
  [/\.mlp\.0\./, ".mlp.fc1."],
  [/\.mlp\.3\./, ".mlp.fc2."],
];

const NAME = "transformers 5";

export const transformers5: readonly Naming[] = [
  ...SWIN_ROOTS.map((root) =>
    naming(
      "swin",
      NAME,
      `${root}encoder.layers.0.blocks.0.attention.q_proj.weight`,
      swin(root),
      SWIN_MORE,
    ),
  ),
  ...VIT_ROOTS.map((root) =>
    naming("vit", NAME, `${root}layers.0.attention.q_proj.weight`, vit(root), VIT_MORE),
  ),
];
