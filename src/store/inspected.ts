/** What files say of themselves, asked once: a slider changes a model, not its file. */
import type { CheckpointSummary } from "../domain/model.ts";
import { Recent } from "../domain/recent.ts";
import { findFile } from "./files.ts";
import type { ResolvedModel } from "./graph.ts";
import type { Notebook } from "./notebook.ts";
import { canonicalJson } from "./resultKeys.ts";

type FileRoot = Extract<ResolvedModel["root"], { type: "file" }>;

const known = new WeakMap<Notebook, Recent<Promise<CheckpointSummary>>>();
const MOST_KNOWN = 40;

/** What `inspect` says of a model's file, before any edit; rejects with `missing-file` and as the reader does. */
export function inspectRoot(book: Notebook, root: FileRoot): Promise<CheckpointSummary> {
  const answers = known.get(book) ?? new Recent<Promise<CheckpointSummary>>(MOST_KNOWN);
  known.set(book, answers);
  const { file, weights, allowMissing } = root;
  const key = canonicalJson({ sha256: file.sha256, weights, allowMissing });
  const answer = answers.of(key, async () =>
    book.client.inspect({
      file: await findFile(book, file),
      ...(weights !== null && { weights }),
      ...(allowMissing && { allowMissing }),
    }),
  );
  answer.catch(() => answers.forget(key));
  return answer;
}
