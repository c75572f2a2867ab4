/** A GPU that computes nothing and keeps account of its buffers and dispatches: what tfjs asks of one. */

const LIMITS = {
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxBufferSize: 2 ** 31,
  maxComputeWorkgroupStorageSize: 32_768,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupSizeY: 1024,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupsPerDimension: 65_535,
};
/** As the specification numbers them; tfjs reads only these. */
const USAGES = { MAP_READ: 1, MAP_WRITE: 2, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 };

export interface Account {
  /** bytes of buffers that are not destroyed */
  held: number;
  /** the most that were, since it was last set */
  peak: number;
  dispatches: number;
}

/** Puts such a GPU where a browser has one; returns its account. */
export function installCountingGpu(): Account {
  const account: Account = { held: 0, peak: 0, dispatches: 0 };
  class Buffer {
    readonly size: number;
    readonly usage: number;
    readonly mapState = "unmapped";
    #alive = true;
    constructor({ size, usage }: { size: number; usage: number }) {
      this.size = size;
      this.usage = usage;
      account.held += size;
      account.peak = Math.max(account.peak, account.held);
    }
    destroy(): void {
      if (this.#alive) account.held -= this.size;
      this.#alive = false;
    }
    async mapAsync(): Promise<void> {}
    getMappedRange(offset = 0, size = this.size - offset): ArrayBuffer {
      return new ArrayBuffer(size);
    }
    unmap(): void {}
  }
  const pipeline = { getBindGroupLayout: () => ({}) };
  const pass = {
    setPipeline() {},
    setBindGroup() {},
    dispatchWorkgroups: () => void account.dispatches++,
    end() {},
  };
  const device = {
    limits: LIMITS,
    features: new Set(),
    lost: new Promise(() => {}),
    addEventListener() {},
    destroy() {},
    createBuffer: (wanted: { size: number; usage: number }) => new Buffer(wanted),
    createShaderModule: () => ({}),
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    createBindGroup: () => ({}),
    createComputePipeline: () => pipeline,
    createComputePipelineAsync: async () => pipeline,
    createCommandEncoder: () => ({
      beginComputePass: () => pass,
      copyBufferToBuffer() {},
      finish: () => ({}),
    }),
    queue: { submit() {}, writeBuffer() {}, onSubmittedWorkDone: async () => {} },
  };
  const adapter = {
    limits: LIMITS,
    features: new Set(),
    info: { vendor: "counting", architecture: "", description: "a counting GPU" },
    requestDevice: async () => device,
  };
  Object.assign(globalThis, {
    GPUBufferUsage: USAGES,
    GPUMapMode: { READ: 1, WRITE: 2 },
    GPUShaderStage: { COMPUTE: 4 },
    GPUBuffer: Buffer,
    GPUTexture: function GPUTexture() {},
  });
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu: { requestAdapter: async () => adapter }, userAgent: "none" },
    configurable: true,
  });
  return account;
}
