/** Networks before their edits, kept for the next edit: the steps of a slider share what it leaves alone. */
import type { ModelSource } from "../domain/model.ts";
import { Recent } from "../domain/recent.ts";
import type { Network } from "../models/network.ts";
import { loadBase } from "./model.ts";

/** Values are read when they are asked for; a small file stays in memory. */
const MOST_KNOWN = 4;

export class BaseNetworks {
  readonly #known = new Recent<Promise<Network>>(MOST_KNOWN);

  /** The very same network for the same file and options; rejects as `loadBase` does. */
  of(source: ModelSource): Promise<Network> {
    const key = keyOf(source);
    if (key === null) return loadBase(source);
    const network = this.#known.of(key, () => loadBase(source));
    network.catch(() => this.#known.forget(key));
    return network;
  }
}

/** Null for a file that is not known to be the same again. */
function keyOf(source: ModelSource): string | null {
  if (source.type === "random") return JSON.stringify([source.id]);
  const { key, file, weights = null, allowMissing = false } = source;
  return key === undefined ? null : JSON.stringify([key, file.name, weights, allowMissing]);
}
