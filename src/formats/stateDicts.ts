/** Finds the state_dicts inside what torch.save was given. */
import { FieldbookError } from "../domain/errors.ts";
import { elementCount, type StateDict, type TensorEntry } from "../domain/tensor.ts";
import { gather, viewExtent } from "./gather.ts";
import type { PickleDict, PickleValue } from "./pickle.ts";
import { clip, unsupported } from "./refuse.ts";
import { BYTES_PER_ELEMENT, toFloat32 } from "./toFloat32.ts";
import { checkView, findTensor, type StorageRef, type TensorView } from "./torchTensor.ts";

/** more wrappers than any training script writes */
const MAX_CHOICES = 64;

/** Where the bytes of storages are. */
export interface Storages {
  /** bytes that the file has of a storage, or null when it has none */
  findBytes(storage: StorageRef): number | null;
  /** Bytes [start, end) of a storage. */
  read(storage: StorageRef, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}
/** One state_dict of a file; `key` is null when the file is the dict itself. */
export interface Choice {
  readonly key: string | null;
  readonly tensors: number;
  readonly params: number;
  readonly dict: StateDict;
  /** why this dict is not opened, though others of the file can be */
  readonly refusal?: FieldbookError;
}

/**
 * Every dict of tensors down to two keys deep (`model`, `model_ema.module`), in file order. A tensor
 * that is more than its storage holds keeps its own dict shut; the file is refused when no other is there.
 */
export function findStateDicts(root: PickleValue, file: string, storages: Storages): Choice[] {
  const choices: Choice[] = [];
  const seen = new Set<PickleDict>();
  const visit = (value: PickleValue, path: readonly string[]): void => {
    if (!(value instanceof Map) || seen.has(value)) return;
    seen.add(value);
    const views = findViews(value);
    if (views.size > 0) {
      if (choices.length === MAX_CHOICES)
        throw unsupported(file, `holds more than ${MAX_CHOICES} dicts of tensors; save one alone.`);
      const refusal = findRefusal(file, views, storages);
      const choice = toChoice(path, views, file, storages);
      choices.push(refusal === null ? choice : { ...choice, refusal });
    }
    if (path.length < 2)
      for (const [key, inner] of value)
        if (typeof key === "string") visit(inner, [...path, clip(key)]);
  };
  visit(root, []);
  const [first] = choices;
  if (first?.refusal && choices.every(({ refusal }) => refusal)) throw first.refusal;
  return choices;
}

/** Throws what is wrong with the file; returns what is wrong with this dict alone. */
function findRefusal(
  file: string,
  views: ReadonlyMap<string, TensorView>,
  storages: Storages,
): FieldbookError | null {
  let refusal: FieldbookError | null = null;
  for (const [name, view] of views)
    try {
      checkView(file, name, view, storages.findBytes(view.storage) ?? 0);
    } catch (error) {
      if (!(error instanceof FieldbookError) || error.code !== "unsupported") throw error;
      refusal ??= error;
    }
  return refusal;
}

function findViews(dict: PickleDict): Map<string, TensorView> {
  const views = new Map<string, TensorView>();
  for (const [name, value] of dict) {
    const view = typeof name === "string" ? findTensor(value) : null;
    if (view !== null && typeof name === "string") views.set(name, view);
  }
  return views;
}

/** A choice from its entries; params counts every element, buffers included. */
export function describeChoice(key: string | null, dict: StateDict): Choice {
  let params = 0;
  for (const { shape } of dict.entries.values()) params += elementCount(shape);
  return { key, tensors: dict.entries.size, params, dict };
}

/** The refusal of a name that a state_dict does not hold. */
export const noTensor = (file: string, name: string): FieldbookError =>
  new FieldbookError(
    "bad-checkpoint",
    `${file}: no tensor named ${clip(name)}; choose one of its names.`,
  );

function toChoice(
  path: readonly string[],
  views: ReadonlyMap<string, TensorView>,
  file: string,
  storages: Storages,
): Choice {
  const entries = new Map<string, TensorEntry>();
  for (const [name, { dtype, shape }] of views) entries.set(name, { name, dtype, shape });
  const read = async (name: string) => {
    const view = views.get(name);
    if (view === undefined) throw noTensor(file, name);
    const { storage, dtype, offset, shape, strides } = view;
    const size = BYTES_PER_ELEMENT[dtype];
    const end = offset + viewExtent(shape, strides);
    const bytes = await storages.read(storage, offset * size, end * size);
    return gather(toFloat32(bytes, dtype), shape, strides);
  };
  return describeChoice(path.length === 0 ? null : path.join("."), { source: file, entries, read });
}
