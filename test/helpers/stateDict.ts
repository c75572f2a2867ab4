import type { Dtype, StateDict } from "../../src/domain/tensor.ts";

/** A state_dict of zeros with these names, dtypes and shapes, in this order. */
export function dictOf(
  entries: Readonly<Record<string, readonly [dtype: string, shape: readonly number[]]>>,
  source = "test.pth",
): StateDict {
  const dtypes: Readonly<Record<string, Dtype>> = { float32: "f32", int64: "i64", float16: "f16" };
  return {
    source,
    entries: new Map(
      Object.entries(entries).map(([name, [dtype, shape]]) => [
        name,
        { name, dtype: dtypes[dtype] ?? "f32", shape },
      ]),
    ),
    read: (name) =>
      Promise.resolve(new Float32Array(entries[name]![1].reduce((n, side) => n * side, 1))),
  };
}
