import type { ModelEdits, ModelSource } from "../domain/model.ts";
import { openFile } from "./files.ts";

interface Request {
  /** a path, or `random:ID` */
  readonly model: string;
  readonly weights: string | null;
  readonly kernelSize?: readonly number[] | null;
  readonly sparsity?: number | null;
}

/** The model that an argument names: a random one is made as asked, a checkpoint is cropped and pruned. */
export async function openSource(request: Request): Promise<ModelSource> {
  const { model, weights, kernelSize = null, sparsity = null } = request;
  if (model.startsWith("random:"))
    return { type: "random", id: editId(model.slice(7), kernelSize, sparsity) };
  const file = await openFile(model);
  const edits: ModelEdits = {
    ...(kernelSize === null ? {} : { kernelSizes: kernelSize }),
    ...(sparsity === null ? {} : { sparsity }),
  };
  return { type: "file", file, edits, ...(weights === null ? {} : { weights }) };
}

function editId(id: string, kernelSize: readonly number[] | null, sparsity: number | null): string {
  const [name = "", query = ""] = id.split("?", 2);
  const options = new URLSearchParams(query);
  if (kernelSize !== null) options.set("kernel", kernelSize.join(","));
  if (sparsity !== null) options.set("sparsity", String(sparsity));
  const text = options.toString();
  return text === "" ? name : `${name}?${text}`;
}
