/**
 * The one place that knows how tfjs's WebGPU backend (4.22) prepares a run: on a fast GPU that takes
 * longer than the run, and most of it is the same every time. Uniforms, layouts and bind groups are
 * made once here, and numbers are written to buffers that wait for their next use.
 */
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { BoundPool } from "./webgpuBuffers.ts";

interface Uniform {
  readonly type: string;
  readonly data: number[];
}
interface BufferBinding {
  readonly buffer: GPUBuffer;
  readonly offset?: number;
  readonly size?: number;
}
interface TensorData {
  readonly dtype: string;
  values: unknown;
  resource?: GPUBuffer | null;
}
interface Inner {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: { get(dataId: object): TensorData };
  /** released at the next submission */
  readonly uniformPendingDisposal: GPUBuffer[];
  makeUniforms(uniforms: readonly Uniform[]): BufferBinding;
  uploadToGPU(dataId: object): void;
}

/** Of each kind; shapes of a session pass this only after very many input sizes. */
const MOST = 4096;

/** From now on. */
export function reuseBindings(backend: WebGPUBackend, pool: BoundPool): void {
  const inner = backend as unknown as Inner;
  keepUniforms(inner);
  keepLayouts(inner.device);
  keepGroups(inner.device);
  writeToWaiting(inner, pool);
}

function keepUniforms(inner: Inner): void {
  const known = new Map<string, BufferBinding>();
  const make = inner.makeUniforms.bind(inner);
  inner.makeUniforms = (uniforms) => {
    let key = "";
    for (const { type, data } of uniforms) key += `${type}${data.join()};`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST) {
      for (const { buffer } of known.values()) inner.uniformPendingDisposal.push(buffer);
      known.clear();
    }
    const binding = make(uniforms);
    inner.uniformPendingDisposal.pop(); // it stays
    known.set(key, binding);
    return binding;
  };
}

function keepLayouts(device: GPUDevice): void {
  const create = device.createComputePipeline.bind(device);
  device.createComputePipeline = (descriptor) => {
    const pipeline = create(descriptor);
    const layout = pipeline.getBindGroupLayout(0);
    pipeline.getBindGroupLayout = () => layout;
    return pipeline;
  };
}

function keepGroups(device: GPUDevice): void {
  const known = new Map<string, GPUBindGroup>();
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (thing: object): number => {
    const number = numbers.get(thing) ?? ++last;
    numbers.set(thing, number);
    return number;
  };
  const create = device.createBindGroup.bind(device);
  device.createBindGroup = (descriptor) => {
    let key = `${numberOf(descriptor.layout)}`;
    for (const { resource } of descriptor.entries) {
      if (!("buffer" in resource)) return create(descriptor);
      key += ` ${numberOf(resource.buffer)}`;
    }
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const group = create(descriptor);
    known.set(key, group);
    return group;
  };
}

/** tfjs makes two mapped buffers for every upload. */
function writeToWaiting(inner: Inner, pool: BoundPool): void {
  const upload = inner.uploadToGPU.bind(inner);
  inner.uploadToGPU = (dataId) => {
    const data = inner.tensorMap.get(dataId);
    const { values } = data;
    if (data.resource || data.dtype !== "float32" || !(values instanceof Float32Array))
      return upload(dataId);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = pool.acquireExactly(values.byteLength, usage);
    inner.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    data.values = null;
    data.resource = buffer;
  };
}
