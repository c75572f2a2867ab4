import type { LayerSummary, ModelSummary } from "../domain/model.ts";
import { describeCheckpoint, loadNetwork } from "../engine/model.ts";
import { summarise } from "../models/summarise.ts";
import { measureLayers } from "./measureLayers.ts";
import { openSource } from "./openSource.ts";
import type { InspectCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";

/** What a checkpoint or an architecture is; sparsity is measured on the depthwise kernels. */
export async function runInspect(command: InspectCommand): Promise<Answer> {
  const source = await openSource(command);
  // nothing is drawn here: what a file lacks is what a person wants to know
  const allowMissing = true;
  const network = await loadNetwork(source.type === "file" ? { ...source, allowMissing } : source);
  const file =
    source.type === "file"
      ? await describeCheckpoint(source.file, source.weights, allowMissing)
      : null;
  const summary: ModelSummary = file ?? summarise(network);
  const measured = new Map((await measureLayers(network)).map((layer) => [layer.name, layer]));
  // the contract's fields, no others
  const layers = summary.layers.map(({ name, kernel }) => ({
    name,
    kernel,
    sparsity: measured.get(name)?.sparsity ?? null,
  }));
  const { family, variant, naming, params, dims, depths, kernelSizes, classes } = summary;
  const { unmatched, missing } = summary;
  const format = file?.format ?? "random";
  const json = {
    format,
    family,
    variant,
    naming,
    params,
    tensors: file?.tensors ?? null,
    wrapper: file?.wrapper ?? null,
    choices: file?.choices ?? [],
    dims,
    depths,
    kernelSizes,
    classes,
    unmatched,
    missing,
    layers,
  };
  const text = [
    `${command.model}: ${variant} (${family}, ${naming} names), ${format}${file?.wrapper ? `, under ${file.wrapper}` : ""}`,
    `  ${params} parameters, ${classes} classes, widths ${dims.join(", ")}, depths ${depths.join(", ")}, kernels ${kernelSizes.join(", ")}`,
    `  ${unmatched.length} tensors not understood, ${missing.length} missing`,
    ...layers.map(describeLayer),
  ].join("\n");
  return { json, text };
}

const describeLayer = ({ name, kernel, sparsity }: Omit<LayerSummary, "block">): string =>
  `  ${name} ${kernel.join("×")}${sparsity === null ? "" : `, ${(100 * sparsity).toFixed(1)} % zero`}`;
