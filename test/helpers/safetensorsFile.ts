/** Tensors as the bytes of a safetensors file. */
import { elementCount } from "../../src/domain/tensor.ts";

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** row-major; null: int64 zeros, as of an index that no one reads */
  readonly values: Float32Array | null;
}

export function safetensorsFile(tensors: readonly NamedTensor[]): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const start = end;
    end += elementCount(shape) * (values === null ? 8 : 4);
    header[name] = { dtype: values === null ? "I64" : "F32", shape, data_offsets: [start, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { shape, values } of tensors) {
    if (values !== null) file.set(new Uint8Array(values.slice().buffer), at);
    at += elementCount(shape) * (values === null ? 8 : 4);
  }
  return file;
}
