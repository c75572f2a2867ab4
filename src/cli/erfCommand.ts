import { erfMean } from "../analysis/mean.ts";
import { FieldbookError } from "../domain/errors.ts";
import { toErfJob } from "../domain/job.ts";
import type { AreaRatio } from "../domain/result.ts";
import { loadNetwork } from "../engine/model.ts";
import { writeNpy } from "../formats/npy.ts";
import { countNonzero } from "../models/summarise.ts";
import { prepareOutput, writeOutput } from "./files.ts";
import { heatmapPng } from "./heatmapPng.ts";
import { openInput } from "./openInput.ts";
import { openSource } from "./openSource.ts";
import type { ErfCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";
import { withClient } from "./withClient.ts";

/** Writes the raw ERF map [H, W], and a picture of it where one is asked for. */
export async function runErfCommand(command: ErfCommand): Promise<Answer> {
  const { stage, unit, protocol, out, png } = command;
  const source = await openSource(command);
  const { input, size } = await openInput(command.input, command.size);
  for (const path of [out, png]) if (path !== null) await prepareOutput(path);
  const job = toErfJob({ input, size, stage, unit, protocol });
  return withClient(command.backend, async ({ client, options }) => {
    const { family, variant, params, dims, depths, kernelSizes } = await client.open({
      name: "model",
      source,
    });
    const result = await client.erf({ model: "model", job }, options);
    const { height, width, count, skipped } = result.map;
    if (count === 0)
      throw new FieldbookError(
        "bad-spec",
        `${command.input}: all ${skipped} images gave NaN on ${command.model}; check the weights and the input.`,
      );
    const mean = erfMean(result.map);
    await writeOutput(out, writeNpy(mean, [height, width]));
    if (png !== null) await writeOutput(png, await heatmapPng({ height, width, values: mean }));
    const { nonzero } = await countNonzero(await loadNetwork(source));
    const json = {
      model: { family, variant, params, nonzero, dims, depths, kernelSizes },
      backend: result.backend,
      adapter: result.adapter,
      images: count,
      skipped,
      size: height === width ? height : [height, width],
      stage: result.stage,
      unit: result.unit,
      protocol: result.protocol,
      seconds: result.seconds,
      erf: {
        height,
        width,
        sum: mean.reduce((a, b) => a + b, 0),
        max: mean.reduce((a, b) => Math.max(a, b), 0),
      },
      areaRatio: result.areaRatio,
    };
    const { y, x } = result.unit;
    const text = [
      `${variant}, stage ${stage}, unit ${y},${x}, ${protocol}, ${height}×${width} px, ${count} images (${skipped} skipped) on ${result.backend} (${result.adapter})`,
      ...result.areaRatio.map(describeRatio),
      `→ ${[out, png].filter((path) => path !== null).join(", ")}`,
    ].join("\n");
    return { json, text };
  });
}

const describeRatio = ({ t, side, ratio }: AreaRatio): string =>
  side === null || ratio === null
    ? `  more than ${t}: no square inside the image`
    : `  more than ${t}: side ${side} px, ${(100 * ratio).toFixed(1)} % of the area`;
