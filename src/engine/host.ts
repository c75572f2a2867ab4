/** What the engine needs from where it runs: browser, worker or Node. */
import type { NamedBlob } from "../domain/job.ts";

/** A decoded picture: 4 bytes a pixel, RGBA, row-major. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

export interface Host {
  /** Rejects with `bad-image` when the bytes are no picture. */
  decodeImage(file: NamedBlob): Promise<DecodedPicture>;
  /** folder of tfjs's .wasm files, ending in "/"; null where tfjs finds them itself (Node) */
  readonly wasmBase: string | null;
  /** the bytes of src/kernels/wasm/kernels.wasm */
  kernelBytes(): Promise<BufferSource>;
}
