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

interface Inner {
  readonly device: GPUDevice;
  readonly bufferManager: BufferManager;
  readonly tensorMap: { get(dataId: object): { resource?: GPUBuffer | null } | undefined };
  /** disposed of, but used by what is gathered */
  readonly tensorDataPendingDisposal: readonly object[];
  getBufferData(buffer: GPUBuffer): Promise<ArrayBuffer>;
}

/** A buffer up to so many times too large is taken rather than a new one made, which must be allocated and cleared. */
const ROOMY = 1.6;
/** Smaller ones cost little to make, and are read back more often. */
const LEAST_SHARED_BYTES = 2 ** 18;

/** Where what is in use passes the bound by itself, so much may wait: small maps come and go all the time. */
const SLACK_BYTES = 64 * 2 ** 20;

export interface BoundPool {
  /** Bytes that all buffers together should stay within from now on. */
  bound(bytes: number): void;
  /** A buffer for what stays, as weights do: none larger than needed is made for it. */
  acquireExactly(size: number, usage: GPUBufferUsageFlags): GPUBuffer;
}

/**
 * Keeps the buffers of a backend within a bound as far as live tensors allow. tfjs itself lets no
 * buffer go and reuses one only for exactly its size: inputs of two sizes keep the buffers of both, and
 * where the bound is near, every map of another size is allocated and cleared anew.
 */
export function boundPool(
  backend: WebGPUBackend,
  bytes: number,
  slackBytes = SLACK_BYTES,
): BoundPool {
  let mostBytes = bytes;
  const inner = backend as unknown as Inner;
  const pool = inner.bufferManager;
  const acquire = pool.acquireBuffer.bind(pool);
  const most = inner.device.limits.maxStorageBufferBindingSize;
  const asked = new WeakMap<GPUBuffer, number>();
  /** `make`: how large a new one is. */
  const find = (
    size: number,
    usage: GPUBufferUsageFlags,
    make: number,
    mappedAtCreation = false,
    reuse = true,
  ): GPUBuffer => {
    const over = (): boolean => {
      const used = pool.numBytesUsed + make;
      const limit = used > mostBytes ? used + slackBytes : mostBytes;
      return pool.numBytesAllocated + make > limit;
    };
    const found = reuse ? waitingSize(pool, size, make, usage) : null;
    if (found === null && pool.numBytesAllocated + make > mostBytes) {
      letGo(pool, over);
      if (over()) {
        submitGathered(backend); // what was disposed of since the last submission waits after it
        letGo(pool, over);
      }
    }
    return acquire(found ?? make, usage, mappedAtCreation, reuse);
  };
  const noted = (buffer: GPUBuffer, size: number): GPUBuffer => {
    asked.set(buffer, size);
    return buffer;
  };
  pool.acquireBuffer = (size, usage, mappedAtCreation = false, reuse = true) => {
    const make = Math.min(roundedUp(size), Math.max(size, most));
    const taken = mappedAtCreation || !reuse ? null : takeDisposed(inner, size, make, usage);
    return noted(taken ?? find(size, usage, make, mappedAtCreation, reuse), size);
  };
  // tfjs reads whole buffers
  const { getBufferData } = inner;
  inner.getBufferData = async (buffer) => {
    const bytes = asked.get(buffer) ?? buffer.size;
    const data = await getBufferData.call(backend, buffer);
    return data.byteLength > bytes ? data.slice(0, bytes) : data;
  };
  return {
    bound: (now) => {
      mostBytes = now;
    },
    acquireExactly: (size, usage) => noted(find(size, usage, size), size),
  };
}

/** To three digits of binary, so that maps of nearly one size share buffers. */
function roundedUp(size: number): number {
  if (size < LEAST_SHARED_BYTES) return size;
  const step = 2 ** (Math.floor(Math.log2(size)) - 3);
  return Math.ceil(size / step) * step;
}

/** Whether a buffer does for `size`, where a new one would have `make`: of weights, exactly their own. */
const serves = (bytes: number, size: number, make: number): boolean =>
  bytes === size || (make > size && bytes >= size && bytes <= size * ROOMY);

const isWaiting = (pool: BufferManager, size: number, usage: GPUBufferUsageFlags): boolean =>
  (pool.freeBuffers.get(`${size}_${usage}`)?.length ?? 0) > 0;

/** The smallest waiting buffer that is large enough and not much larger; null when there is none. */
function waitingSize(
  pool: BufferManager,
  size: number,
  make: number,
  usage: GPUBufferUsageFlags,
): number | null {
  for (const bytes of [make, size]) if (isWaiting(pool, bytes, usage)) return bytes;
  if (make === size) return null;
  let best: number | null = null;
  for (const [key, { length }] of pool.freeBuffers) {
    if (length === 0 || !key.endsWith(`_${usage}`)) continue;
    const bytes = Number.parseInt(key, 10);
    if (serves(bytes, size, make) && (best === null || bytes < best)) best = bytes;
  }
  return best;
}

/**
 * A buffer of a tensor that was disposed of while gathered work uses it: what writes to it is gathered
 * behind that work. Not for what is written from outside, which comes before all of it.
 */
function takeDisposed(
  inner: Inner,
  size: number,
  make: number,
  usage: GPUBufferUsageFlags,
): GPUBuffer | null {
  let best: { resource?: GPUBuffer | null } | null = null;
  for (const dataId of inner.tensorDataPendingDisposal) {
    const data = inner.tensorMap.get(dataId);
    const buffer = data?.resource;
    if (!data || !buffer || buffer.usage !== usage || !serves(buffer.size, size, make)) continue;
    if (best === null || buffer.size < best.resource!.size) best = data;
  }
  if (best === null) return null;
  const buffer = best.resource!;
  if (buffer.size > make && isWaiting(inner.bufferManager, make, usage)) return null;
  best.resource = null; // its submission will find nothing to release
  return buffer;
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
