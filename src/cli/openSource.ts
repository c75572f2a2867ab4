import { FieldbookError } from "../domain/errors.ts";
import type { ModelSource } from "../domain/model.ts";
import { openFile } from "./files.ts";

interface Request {
  /** a path, or `random:ID` */
  readonly model: string;
  readonly weights: string | null;
  readonly kernelSize?: readonly number[] | null;
  readonly sparsity?: number | null;
}

/** The model that an argument names; edits are so far made only of random architectures. */
export async function openSource(request: Request): Promise<ModelSource> {
  const { model, weights, kernelSize = null, sparsity = null } = request;
  if (sparsity !== null)
    throw new FieldbookError(
      "unsupported",
      `${model}: --sparsity ${sparsity} cannot be applied yet; leave it out.`,
    );
  if (model.startsWith("random:"))
    return { type: "random", id: editId(model.slice(7), kernelSize) };
  if (kernelSize !== null)
    throw new FieldbookError(
      "unsupported",
      `${model}: --kernel-size ${kernelSize.join(",")} cannot be applied to a checkpoint yet; leave it out, or give random:ID.`,
    );
  const file = await openFile(model);
  return { type: "file", file, ...(weights === null ? {} : { weights }) };
}

function editId(id: string, kernelSize: readonly number[] | null): string {
  if (kernelSize === null) return id;
  const [name = "", query = ""] = id.split("?", 2);
  const options = query.split("&").filter((option) => option && !option.startsWith("kernel="));
  return `${name}?${[...options, `kernel=${kernelSize.join(",")}`].join("&")}`;
}
