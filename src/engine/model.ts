/** A model source → its network, what is said of it, and its plan. */
import type { NamedBlob, RemoteBlob } from "../domain/job.ts";
import type { CheckpointSummary, ModelSource, ModelSummary } from "../domain/model.ts";
import { fromBlob } from "../formats/byteSource.ts";
import { openCheckpoint } from "../formats/checkpoint.ts";
import { fromUrl } from "../formats/remoteSource.ts";
import { buildNetwork } from "../models/buildNetwork.ts";
import { editNetwork } from "../models/edits.ts";
import type { Network } from "../models/network.ts";
import { randomNetwork } from "../models/random.ts";
import { summarise } from "../models/summarise.ts";
import { type Plan, planNetwork } from "./plan.ts";

export interface LoadedModel {
  readonly network: Network;
  readonly summary: ModelSummary;
  readonly plan: Plan;
}

/** The network as its file or its seed has it, before any edit. */
export async function loadBase(source: ModelSource): Promise<Network> {
  if (source.type === "random") return randomNetwork(source.id);
  const checkpoint = await openCheckpoint(fromBlob(source.file.blob, source.file.name));
  const { allowMissing = false } = source;
  return buildNetwork(checkpoint.pick(source.weights).dict, { allowMissing });
}

const edited = (base: Network, { edits }: ModelSource): Network =>
  edits === undefined ? base : editNetwork(base, edits);

export const loadNetwork = async (source: ModelSource): Promise<Network> =>
  edited(await loadBase(source), source);

/** `base` finds or loads the network that the edits are made to. */
export async function loadModel(source: ModelSource, base = loadBase): Promise<LoadedModel> {
  const network = edited(await base(source), source);
  return { network, summary: summarise(network), plan: planNetwork(network) };
}

/** What a file holds, from its index alone; one that lacks tensors is refused unless that is allowed. */
export async function describeCheckpoint(
  file: NamedBlob | RemoteBlob,
  weights?: string,
  allowMissing = false,
): Promise<CheckpointSummary> {
  const source = "blob" in file ? fromBlob(file.blob, file.name) : fromUrl(file);
  const checkpoint = await openCheckpoint(source);
  const { wrapper, dict } = checkpoint.pick(weights);
  return {
    ...summarise(buildNetwork(dict, { allowMissing })),
    format: checkpoint.format,
    tensors: dict.entries.size,
    wrapper,
    choices: checkpoint.choices.flatMap(({ key, tensors, params }) =>
      key === null ? [] : [{ key, tensors, params }],
    ),
  };
}
