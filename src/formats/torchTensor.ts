/** What a pickle of PyTorch says of one tensor: torch/_utils.py and torch/serialization.py of PyTorch 2.x. */
import { elementCount, type Dtype } from "../domain/tensor.ts";
import { viewExtent } from "./gather.ts";
import {
  isCall,
  isGlobal,
  isPersistent,
  type PickleGlobal,
  type PicklePersistent,
  type PickleValue,
} from "./pickle.ts";
import { badFile, clip, unsupported } from "./refuse.ts";
import { BYTES_PER_ELEMENT } from "./toFloat32.ts";

/** PyTorch's own limit (TensorIterator) */
const MAX_RANK = 64;

/** a parameter around a subclass around a tensor; a hostile pickle wraps without end */
const MAX_WRAPPING = 4;

export interface StorageRef {
  readonly key: string;
  readonly bytes: number;
}
/** Offset and strides in elements. */
export interface TensorView {
  readonly storage: StorageRef;
  readonly dtype: Dtype;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

const STORAGE_DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ["DoubleStorage", "f64"],
  ["FloatStorage", "f32"],
  ["HalfStorage", "f16"],
  ["BFloat16Storage", "bf16"],
  ["LongStorage", "i64"],
  ["IntStorage", "i32"],
  ["ShortStorage", "i16"],
  ["CharStorage", "i8"],
  ["ByteStorage", "u8"],
  ["BoolStorage", "bool"],
  ["UntypedStorage", "u8"],
]);
const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ["float64", "f64"],
  ["float32", "f32"],
  ["float16", "f16"],
  ["bfloat16", "bf16"],
  ["int64", "i64"],
  ["int32", "i32"],
  ["int16", "i16"],
  ["int8", "i8"],
  ["uint8", "u8"],
  ["bool", "bool"],
]);

/** The storage that a persistent id names, or null when it is of an unknown kind (complex, quantised). */
export function findStorage(
  reference: PicklePersistent,
): { readonly ref: StorageRef; readonly dtype: Dtype } | null {
  const { id } = reference;
  if (!Array.isArray(id) || id[0] !== "storage") return null;
  const [, type, key, , count, oldView] = id;
  if (!isGlobal(type) || typeof key !== "string" || typeof count !== "number") return null;
  const dtype = STORAGE_DTYPES.get(type.name);
  if (dtype === undefined || !(count >= 0) || (oldView ?? null) !== null) return null;
  return { ref: { key, bytes: count * BYTES_PER_ELEMENT[dtype] }, dtype };
}

/** The tensor that a value of the pickle stands for, or null when it is something else. */
export function findTensor(value: PickleValue, depth = 0): TensorView | null {
  if (depth > MAX_WRAPPING || !isCall(value) || !value.module.startsWith("torch.")) return null;
  const [first, second, third] = value.args;
  switch (value.name) {
    case "_rebuild_parameter":
    case "_rebuild_parameter_with_state":
    case "Parameter":
      return first === undefined ? null : findTensor(first, depth + 1);
    case "_rebuild_from_type_v2":
      return isGlobal(first) && Array.isArray(third) && first.name !== value.name
        ? findTensor({ ...value, module: first.module, name: first.name, args: third }, depth + 1)
        : null;
    case "_rebuild_tensor":
    case "_rebuild_tensor_v2":
      return toView(first, second, third, value.args[3], null);
    case "_rebuild_tensor_v3": {
      const type = value.args[6];
      return isGlobal(type) ? toView(first, second, third, value.args[3], type) : null;
    }
    default:
      return null;
  }
}

function toView(
  reference: PickleValue | undefined,
  offset: PickleValue | undefined,
  shape: PickleValue | undefined,
  strides: PickleValue | undefined,
  type: PickleGlobal | null,
): TensorView | null {
  const storage = isPersistent(reference) ? findStorage(reference) : null;
  const dtype = type === null ? storage?.dtype : DTYPES.get(type.name);
  if (storage === null || dtype === undefined || typeof offset !== "number") return null;
  if (!isNumbers(shape) || !isNumbers(strides)) return null;
  return { storage: storage.ref, dtype, offset, shape, strides };
}

const isNumbers = (value: PickleValue | undefined): value is number[] =>
  Array.isArray(value) &&
  value.length <= MAX_RANK &&
  value.every((item) => typeof item === "number");

/** Refuses a tensor that its storage cannot hold; `bytes` is what the file has of that storage. */
export function checkView(file: string, name: string, view: TensorView, bytes: number): void {
  const { shape, strides, offset, dtype, storage } = view;
  const whole = [...shape, ...strides, offset].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!whole || shape.length !== strides.length || shape.length > MAX_RANK)
    throw badFile(
      file,
      `tensor ${clip(name)} has the shape [${clip(shape.join(", "))}] with strides [${clip(strides.join(", "))}] at ${offset}, which no storage can have; download it again.`,
    );
  if (storage.bytes !== bytes)
    throw badFile(
      file,
      `the storage of tensor ${clip(name)} should have ${storage.bytes} bytes, the file holds ${bytes}; download it again.`,
      { need: storage.bytes, have: bytes },
    );
  const size = BYTES_PER_ELEMENT[dtype];
  const extent = viewExtent(shape, strides);
  const need = extent === 0 ? 0 : (offset + extent) * size;
  if (!(need <= bytes))
    throw badFile(
      file,
      `tensor ${clip(name)} reaches past its storage: it needs ${need} bytes, the file holds ${bytes}; download it again.`,
      { need, have: bytes },
    );
  const spread = elementCount(shape) * size;
  if (spread > bytes)
    throw unsupported(
      file,
      `tensor ${clip(name)} repeats a storage of ${bytes} bytes to ${spread}; save it after .contiguous().`,
      { need: spread, have: bytes },
    );
}
