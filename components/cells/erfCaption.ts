import { PLAIN_VIEW, type ErfCell, type ErfView } from "../../src/domain/document.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfValue } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import { imagesOf } from "../../src/store/coarse.ts";
import {
  countImages,
  plainMarkdown,
  sayImages,
  sayTarget,
  sayTraining,
  scaleMarkdown,
  times,
  type WeightsRoot,
} from "./words.ts";

/** Says in Markdown exactly what a field shows; `root` is null when the weights are not spoken of any more. */
export function sayErf(
  { conditions }: ErfCell,
  value: ErfValue,
  { areaRatio }: MapReading,
  root: WeightsRoot | null,
  view: ErfView = PLAIN_VIEW,
): string {
  const { result, model } = value;
  const [images, all] = [imagesOf(value), countImages(conditions.images)];
  const soFar = images < all ? `so far the first ${images} of ` : "";
  const half = areaRatio.find(({ t }) => t === 0.5)?.side ?? null;
  const name = `${modelName(model)}${root ? ` (${sayTraining(root)})` : ""}`;
  const target = sayTarget(conditions.target);
  return [
    `${plainMarkdown(name)}: contribution of every input pixel to unit (${result.unit.y}, ${result.unit.x}) ${conditions.block === null ? "" : `after block ${conditions.block} `}of stage ${result.stage}${target === "" ? "" : `, target ${plainMarkdown(target)}`}, mean over ${soFar}${sayImages(conditions.images)}, at ${times(conditions.size)} px.`,
    `Colours follow ${scaleMarkdown(conditions.scale)}; squares are measured as ${conditions.protocol} does.`,
    ...(view.contours
      ? ["Contours enclose the densest pixels that hold 20, 30, 50 and 99 % of the contribution."]
      : []),
    ...(view.overlay < 1 && result.input
      ? [`The map lies over the mean input image at ${Math.round(100 * view.overlay)} % opacity.`]
      : []),
    ...(half === null ? [] : [`Half of the map lies within the centred square of ${half} px.`]),
    ...(root?.type === "random"
      ? ["Nothing here was learned: the map shows what the architecture alone does."]
      : []),
  ].join(" ");
}
