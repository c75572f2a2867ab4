/** Sizes that are written by their first letter. */
const SHORT: readonly string[] = ["tiny", "base", "large", "huge"];
/** The architectures that can be opened at random initialisation, by id, and how each is written. */
export const ARCHITECTURES: readonly { readonly id: string; readonly name: string }[] = [
  { id: "slak-nano", name: "SLaK-nano" },
  { id: "slak-tiny", name: "SLaK-T" },
  { id: "slak-small", name: "SLaK-S" },
  { id: "slak-base", name: "SLaK-B" },
  { id: "replknet-nano", name: "RepLKNet-nano" },
  { id: "replknet-31b", name: "RepLKNet-31B" },
  { id: "replknet-31l", name: "RepLKNet-31L" },
  { id: "replknet-xl", name: "RepLKNet-XL" },
  { id: "convnext-nano", name: "ConvNeXt-nano" },
  { id: "convnext-tiny", name: "ConvNeXt-T" },
  { id: "convnext-small", name: "ConvNeXt-S" },
  { id: "convnext-base", name: "ConvNeXt-B" },
  { id: "convnext-large", name: "ConvNeXt-L" },
  { id: "convnext-xlarge", name: "ConvNeXt-XL" },
  ...["atto", "femto", "pico", "nano", "tiny", "base", "large", "huge"].map((size) => ({
    id: `convnextv2-${size}`,
    name: `ConvNeXt V2-${size[0]!.toUpperCase()}${SHORT.includes(size) ? "" : size.slice(1)}`,
  })),
  ...["a", "f", "p", "n", "t", "s", "b", "l", "xl"].map((size) => ({
    id: `unireplknet-${size}`,
    name: `UniRepLKNet-${size.toUpperCase()}`,
  })),
  ...[18, 34, 50, 101, 152].map((depth) => ({ id: `resnet-${depth}`, name: `ResNet-${depth}` })),
  { id: "swin-tiny", name: "Swin-T" },
  { id: "swin-small", name: "Swin-S" },
  { id: "swin-base", name: "Swin-B" },
  { id: "swin-large", name: "Swin-L" },
  { id: "vit-base-16", name: "ViT-B/16" },
  { id: "vit-base-32", name: "ViT-B/32" },
  { id: "vit-large-16", name: "ViT-L/16" },
  { id: "vit-large-32", name: "ViT-L/32" },
  { id: "deit-small-16", name: "DeiT-S/16" },
  { id: "deit-tiny-16", name: "DeiT-Ti/16" },
];
const FAMILY_NAMES = {
  slak: "SLaK",
  replknet: "RepLKNet",
  convnext: "ConvNeXt",
  unireplknet: "UniRepLKNet",
  resnet: "ResNet",
  swin: "Swin",
  vit: "ViT",
} as const;

/** A family as its paper writes it. */
export const familyName = (family: keyof typeof FAMILY_NAMES): string => FAMILY_NAMES[family];

/** The name of a model as its paper writes it; one of nobody's sizes is called after its family. */
export function modelName(summary: { variant: string; family: keyof typeof FAMILY_NAMES }): string {
  const known = ARCHITECTURES.find(({ id }) => id === summary.variant);
  return known?.name ?? `${FAMILY_NAMES[summary.family]}, own sizes`;
}
