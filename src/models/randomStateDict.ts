/** Full-size weights at random initialisation, made tensor by tensor from a seed: no download, no memory until read. */
import type { StateDict, TensorEntry } from "../domain/tensor.ts";
import { isBookkeeping } from "./architecture.ts";
import { initialValues } from "./initialise.ts";
import { parseRandomId } from "./randomId.ts";

/** The state_dict of an id such as `slak-tiny?seed=0&kernel=51,49,47,13,5`; see docs/random-initialisation.md. */
export function randomStateDict(id: string): StateDict {
  const { recognised, init } = parseRandomId(id);
  const entries = new Map<string, TensorEntry>(
    recognised
      .tensors()
      .map(([name, shape]) => [name, { name, shape, dtype: isBookkeeping(name) ? "i64" : "f32" }]),
  );
  const shapeOf = (name: string): readonly number[] => entries.get(name)?.shape ?? [];
  return {
    source: `random:${id}`,
    entries,
    read: (name) => {
      const weight = name.replace(/\.bias$/, ".weight");
      return Promise.resolve(initialValues(name, shapeOf(name), shapeOf(weight), init));
    },
  };
}
