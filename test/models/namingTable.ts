/** docs/checkpoints.md's table of families and namings, from the registry itself. */
import { registry } from "../../src/models/registry.ts";

export const FAMILIES = [
  ["slak", "SLaK"],
  ["replknet", "RepLKNet"],
  ["unireplknet", "UniRepLKNet"],
  ["convnext", "ConvNeXt v1, v2"],
  ["resnet", "ResNet"],
  ["swin", "Swin"],
  ["vit", "ViT, DeiT"],
] as const;
const COLUMNS = ["official", "timm", "torchvision", "transformers", "mmpretrain"] as const;

/** One row a family: the tensor by which a file of each naming is known. */
export function namingTable(): string {
  const rows = FAMILIES.map(([family, title]) => {
    const cells = COLUMNS.map((library) => {
      const entries = registry.filter(
        (entry) => entry.family === family && entry.naming.split(" ", 1)[0] === library,
      );
      const first = new Map(entries.toReversed().map(({ naming, marker }) => [naming, marker]));
      return (
        [...first]
          .toReversed()
          .map(([naming, marker]) =>
            naming === library ? `\`${marker}\`` : `${naming}: \`${marker}\``,
          )
          .join("<br>") || "–"
      );
    });
    return [title, ...cells];
  });
  const lines = [["family", ...COLUMNS], ["---", ...COLUMNS.map(() => "---")], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
