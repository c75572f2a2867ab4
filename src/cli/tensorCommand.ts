import { FieldbookError } from "../domain/errors.ts";
import { fromBlob } from "../formats/byteSource.ts";
import { openCheckpoint } from "../formats/checkpoint.ts";
import { writeNpy } from "../formats/npy.ts";
import { openFile, prepareOutput, writeOutput } from "./files.ts";
import type { TensorCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";

/** Writes one tensor of a checkpoint as float32. */
export async function runTensor({ model, tensor, weights, out }: TensorCommand): Promise<Answer> {
  const { blob } = await openFile(model);
  const checkpoint = await openCheckpoint(fromBlob(blob, model));
  const { dict } = checkpoint.pick(weights ?? undefined);
  const entry = dict.entries.get(tensor);
  if (!entry)
    throw new FieldbookError(
      "bad-checkpoint",
      `${model}: none of its ${dict.entries.size} tensors is named "${tensor}"; inspect lists the layers.`,
    );
  await prepareOutput(out);
  await writeOutput(out, writeNpy(await dict.read(tensor), entry.shape));
  const { dtype, shape } = entry;
  return {
    json: { name: tensor, dtype, shape, out },
    text: `${tensor}: ${dtype} [${shape.join(", ")}] → ${out}`,
  };
}
