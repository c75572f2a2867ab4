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
  const { model, weights } = request;
  const edits = listEdits(request);
  if (model.startsWith("random:")) return { type: "random", id: editId(model.slice(7), edits) };
  const [edit] = edits;
  if (edit)
    throw new FieldbookError(
      "unsupported",
      `${model}: ${edit.flag} ${edit.value} cannot be applied to a checkpoint yet; leave it out, or give random:ID.`,
    );
  const file = await openFile(model);
  return { type: "file", file, ...(weights === null ? {} : { weights }) };
}

interface Edit {
  readonly flag: string;
  /** the option of a random id that does the same */
  readonly option: string;
  readonly value: string;
}

const listEdits = ({ kernelSize = null, sparsity = null }: Request): Edit[] => [
  ...(kernelSize === null
    ? []
    : [{ flag: "--kernel-size", option: "kernel", value: kernelSize.join(",") }]),
  ...(sparsity === null
    ? []
    : [{ flag: "--sparsity", option: "sparsity", value: String(sparsity) }]),
];

function editId(id: string, edits: readonly Edit[]): string {
  const [name = "", query = ""] = id.split("?", 2);
  const options = new URLSearchParams(query);
  for (const { option, value } of edits) options.set(option, value);
  const text = options.toString();
  return text === "" ? name : `${name}?${text}`;
}
