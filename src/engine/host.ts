/** What the engine needs from where it runs: browser, worker or Node. */
import type { NamedBlob } from "../domain/job.ts";
import type { KernelBuild } from "../kernels/wasm/builds.ts";
import type { HelperWork } from "../kernels/wasm/helper.ts";

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
  /** the bytes of a build in src/kernels/wasm; a host without a team may know "kernels" alone */
  kernelBytes(build: KernelBuild): Promise<BufferSource>;
  /** threads that help with the work of one image; absent where there are none */
  readonly team?: TeamHost;
}

export interface TeamHost {
  /** threads that there may be beside this one */
  readonly most: number;
  /** Starts a thread that helps as long as this one lives; one that fails to start is not missed. */
  hire(work: HelperWork): void;
}
