/** What tensors a safetensors file elsewhere holds, told by its header alone. */
import { elementCount } from "../../domain/tensor.ts";
import type { RemoteChoice } from "./listing.ts";
import type { Asking } from "./network.ts";
import { readRemoteHeader } from "./safetensorsHeader.ts";

export interface RemoteTensor {
  readonly name: string;
  /** as the file writes it: F32, BF16, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
}
/** The tensors of all files of a choice, in file order; null where it is no safetensors. */
export async function readTensors(
  { files }: RemoteChoice,
  asking: Asking,
): Promise<readonly RemoteTensor[] | null> {
  if (!files.every(({ path }) => /\.safetensors$/i.test(path))) return null;
  const tensors: RemoteTensor[] = [];
  for (const { url, path, bytes } of files) {
    const header = await readRemoteHeader(url, path, bytes, asking);
    for (const [name, { dtype, shape }] of header.tensors)
      tensors.push({ name, dtype, shape, elements: elementCount(shape) });
  }
  return tensors;
}
