/** The shards of one model as one safetensors file: a header for all, then their bytes one after another. */
import { FieldbookError } from "../../domain/errors.ts";
import type { HeaderTensor, SafetensorsHeader } from "./safetensorsHeader.ts";

export interface Shard {
  readonly header: SafetensorsHeader;
  /** of the whole shard */
  readonly bytes: number;
}

/**
 * What stands before the joined bytes. The same shards give the same header, hence the same SHA-256,
 * wherever and whenever they are joined.
 */
export function joinHeaders(name: string, shards: readonly Shard[]): Uint8Array<ArrayBuffer> {
  const joined: Record<string, HeaderTensor> = {};
  let start = 0;
  for (const { header, bytes } of shards) {
    for (const [
      key,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ] of header.tensors) {
      if (Object.hasOwn(joined, key))
        throw new FieldbookError(
          "bad-file",
          `${name}: tensor ${key.slice(0, 80)} lies in two of its files; these weights cannot be had as one.`,
        );
      joined[key] = { dtype, shape, data_offsets: [start + from, start + to] };
    }
    start += bytes - header.dataStart;
  }
  const text = new TextEncoder().encode(JSON.stringify(joined));
  // as the reference writer does, so that the bytes begin on a multiple of 8
  const length = Math.ceil(text.length / 8) * 8;
  const whole = new Uint8Array(8 + length).fill(0x20, 8);
  new DataView(whole.buffer).setBigUint64(0, BigInt(length), true);
  whole.set(text, 8);
  return whole;
}
