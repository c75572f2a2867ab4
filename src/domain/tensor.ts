/** Element types that appear in checkpoints; every one is read as float32 (integers exactly up to 2²⁴). */
export type Dtype = "f64" | "f32" | "f16" | "bf16" | "i64" | "i32" | "i16" | "i8" | "u8" | "bool";

export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  /** row-major; [] is a scalar */
  readonly shape: readonly number[];
}

/** Named tensors of one state_dict, in file order; values are read only when asked for. */
export interface StateDict {
  /** where it came from, for messages: the file's name */
  readonly source: string;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  /** The values of one tensor, row-major and contiguous, whatever strides the file has. */
  read(name: string): Promise<Float32Array<ArrayBuffer>>;
}

export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);
