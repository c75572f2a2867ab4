import { loadNetwork } from "../engine/model.ts";
import { measureLayers } from "./measureLayers.ts";
import { openSource } from "./openSource.ts";
import type { MasksCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** How much of every depthwise kernel is exactly zero. */
export async function runMasks(command: MasksCommand): Promise<Answer> {
  const network = await loadNetwork(await openSource(command));
  const layers = await measureLayers(network);
  const alive = layers.reduce((sum, layer) => sum + layer.alive, 0);
  const total = layers.reduce((sum, layer) => sum + layer.total, 0);
  const sparsity = total === 0 ? 0 : (total - alive) / total;
  const lines = layers.map(
    ({ name, kernel, sparsity: share }) => `  ${name} ${kernel.join("×")}: ${percent(share)}`,
  );
  return {
    json: { family: network.family, variant: network.variant, alive, total, sparsity, layers },
    text: [
      `${network.variant}: ${percent(sparsity)} of the depthwise weights are zero`,
      ...lines,
    ].join("\n"),
  };
}
