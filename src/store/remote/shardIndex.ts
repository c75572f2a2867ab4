/** `*.safetensors.index.json`: which files a model's tensors are spread over. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";

z.config({ jitless: true });

export const SHARD_INDEX = ".safetensors.index.json";
export const MOST_SHARDS = 1000;
const schema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** The shards' paths in the repository, sorted; `path` is the index's own. */
export function readShards(path: string, text: string): readonly string[] {
  const bad = (what: string): FieldbookError =>
    new FieldbookError("bad-file", `${path}: ${what}; these weights cannot be had as one.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bad("not JSON");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw bad("has no weight_map from tensors to files");
  const names = [...new Set(Object.values(parsed.data.weight_map))].toSorted();
  if (names.length === 0 || names.length > MOST_SHARDS) throw bad(`names ${names.length} files`);
  if (names.some((name) => !/^[\w.-]+\.safetensors$/.test(name)))
    throw bad("names files that are no safetensors beside it");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return names.map((name) => folder + name);
}
