/** The one place that knows how tfjs's WebGPU backend (4.22) keeps buffers for their next use. */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { submitGathered } from "../../kernels/program.ts";

interface BufferManager {
  /** by size and usage, those that wait for their next use */
  readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]>;
  numFreeBuffers: number;
  /** of those that hold something */
  readonly numBytesUsed: number;
  /** of all buffers, waiting ones too */
  numBytesAllocated: number;
  acquireBuffer(
    size: number,
    usage: GPUBufferUsageFlags,
    mappedAtCreation?: boolean,
    reuse?: boolean,
  ): GPUBuffer;
}

/** Where what is in use passes the bound by itself, so much may wait: small maps come and go all the time. */
const SLACK_BYTES = 64 * 2 ** 20;

export interface BoundPool {
  /** Bytes that all buffers together should stay within from now on. */
  bound(bytes: number): void;
}

/**
 * Keeps the buffers of a backend within a bound as far as live tensors allow. tfjs itself lets no
 * buffer go and reuses one only for exactly its size: inputs of two sizes keep the buffers of both.
 */
export function boundPool(
  backend: WebGPUBackend,
  bytes: number,
  slackBytes = SLACK_BYTES,
): BoundPool {
  let mostBytes = bytes;
  const pool = (backend as unknown as { readonly bufferManager: BufferManager }).bufferManager;
  const acquire = pool.acquireBuffer.bind(pool);
  const waits = (size: number, usage: GPUBufferUsageFlags): boolean =>
    (pool.freeBuffers.get(`${size}_${usage}`)?.length ?? 0) > 0;
  pool.acquireBuffer = (size, usage, mappedAtCreation = false, reuse = true) => {
    const isNew = (): boolean => !reuse || !waits(size, usage);
    const over = (): boolean => {
      const used = pool.numBytesUsed + size;
      const limit = used > mostBytes ? used + slackBytes : mostBytes;
      return pool.numBytesAllocated + size > limit;
    };
    if (isNew() && pool.numBytesAllocated + size > mostBytes) {
      // what was disposed of since the last submission can be reused after it
      submitGathered(backend);
      if (isNew()) letGo(pool, over);
    }
    return acquire(size, usage, mappedAtCreation, reuse);
  };
  return {
    bound: (now) => {
      mostBytes = now;
    },
  };
}

/** Destroys waiting buffers, the largest first, as long as that is wanted. */
function letGo(pool: BufferManager, wanted: () => boolean): void {
  const waiting = [...pool.freeBuffers.values()].filter(({ length }) => length > 0);
  for (const buffers of waiting.toSorted((p, q) => q[0]!.size - p[0]!.size))
    while (wanted() && buffers.length > 0) {
      const buffer = buffers.pop()!;
      pool.numFreeBuffers--;
      pool.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
}
