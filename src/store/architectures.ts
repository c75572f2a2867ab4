/** The architectures that can be opened at random initialisation, by id, and how each is written. */
export const ARCHITECTURES: readonly { readonly id: string; readonly name: string }[] = [
  { id: "slak-tiny", name: "SLaK-T" },
  { id: "slak-small", name: "SLaK-S" },
  { id: "slak-base", name: "SLaK-B" },
  { id: "replknet-31b", name: "RepLKNet-31B" },
  { id: "replknet-31l", name: "RepLKNet-31L" },
  { id: "replknet-xl", name: "RepLKNet-XL" },
  { id: "convnext-tiny", name: "ConvNeXt-T" },
  { id: "convnext-small", name: "ConvNeXt-S" },
  { id: "convnext-base", name: "ConvNeXt-B" },
  { id: "convnext-large", name: "ConvNeXt-L" },
  { id: "convnext-xlarge", name: "ConvNeXt-XL" },
];
const FAMILY_NAMES = { slak: "SLaK", replknet: "RepLKNet", convnext: "ConvNeXt" } as const;

/** The name of a model as its paper writes it; one of nobody's sizes is called after its family. */
export function modelName(summary: { variant: string; family: keyof typeof FAMILY_NAMES }): string {
  const known = ARCHITECTURES.find(({ id }) => id === summary.variant);
  return known?.name ?? `${FAMILY_NAMES[summary.family]}, own sizes`;
}
