/** The GPU. Makes its own device, so that limits, loss and errors are ours to handle. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../../domain/errors.ts";
import { contribution } from "../../kernels/contribution.ts";
import { type DepthwiseFlags, depthwiseSum } from "../../kernels/depthwiseSum.ts";
import { gelu, geluBackward } from "../../kernels/gelu.ts";
import { type Kernel, remembered } from "../../kernels/kernel.ts";
import { chooseLanes, layerNorm, layerNormBackward } from "../../kernels/layerNorm.ts";
import { product as directProduct } from "../../kernels/product.ts";
import type { After, ProductFlags } from "../../kernels/productFlags.ts";
import { type PixelRange, runKernel, submitGathered } from "../../kernels/program.ts";
import { tiledProduct } from "../../kernels/tiledProduct.ts";
import type { FusedOps, Ops, RowRange, StepExtras } from "../ops.ts";
import { Pace } from "../pace.ts";
import { stockOps } from "../stockOps.ts";
import { boundPool } from "./webgpuBuffers.ts";
import { reuseBindings } from "./webgpuReuse.ts";

/** Adapters that compute on the processor, by what they call themselves. */
export const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|warp/i;
/** WebGPU tells no memory size; a laptop shares about this much with its GPU. */
const ASSUMED_GPU_BYTES = 4 * 2 ** 30;
/** What maps should take of it where that is possible: with its weights, SLaK-T at 1024² takes 740 MiB. */
const MAP_BYTES = 536 * 2 ** 20;
/**
 * The widest map inside a band: small beside a device, and still work enough for all of its threads. Four
 * times the channels in four bands make maps of the block's own size, whose buffers serve both.
 */
const BAND_BYTES = 32 * 2 ** 20;

const describe = ({ info }: GPUAdapter): string =>
  info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "unnamed GPU";

export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly name: string;
  readonly software: boolean;
}

/** The adapter that the browser prefers, or null when there is no WebGPU here. */
export async function findAdapter(): Promise<FoundAdapter | null> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const name = describe(adapter);
  const { vendor, architecture } = adapter.info;
  const software =
    SOFTWARE.test(`${name} ${vendor} ${architecture}`) || adapter.info.isFallbackAdapter === true;
  return { adapter, name, software };
}

const afterOf = (activation: StepExtras["activation"], slope: StepExtras["slope"]): After =>
  slope ? `${slope.of} gradient` : (activation ?? "nothing");

const inPixels = ({ from, rows, to, into }: RowRange, width: number): PixelRange => ({
  from: from * width,
  pixels: rows * width,
  to: to * width,
  into,
});

const isThere = <T>(thing: T | null | undefined): thing is T =>
  thing !== null && thing !== undefined;

/** The first refused shader, allocation or submission: tfjs would go on with wrong numbers. */
const firstFault = (device: GPUDevice): Promise<string> =>
  new Promise((resolve) => {
    device.addEventListener("uncapturederror", ({ error }) => resolve(error.message), {
      once: true,
    });
  });

export interface WebgpuOps extends Ops {
  /** resolves with the reason when the device is gone, was let go, or refused something */
  readonly lost: Promise<string>;
  readonly device: GPUDevice;
}

export async function startWebgpu(found: FoundAdapter | null): Promise<WebgpuOps> {
  if (found === null)
    throw new FieldbookError(
      "no-webgpu",
      "WebGPU is not available here: use a current Chrome, Edge or Safari with a GPU, or choose the wasm backend.",
    );
  const { adapter, name, software } = found;
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  const limit = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxStorageBufferBindingSize: limit.maxStorageBufferBindingSize, // maps at 1024² pass 128 MiB
      maxBufferSize: limit.maxBufferSize,
      maxComputeWorkgroupStorageSize: limit.maxComputeWorkgroupStorageSize, // tiles of products
      maxComputeInvocationsPerWorkgroup: limit.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limit.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limit.maxComputeWorkgroupsPerDimension,
    },
  });
  // tfjs would compute small tensors in JavaScript, elsewhere than large ones
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapter.info), 3);
  await tf.setBackend("webgpu");
  const backend = tf.backend() as InstanceType<typeof WebGPUBackend>;
  const pool = boundPool(backend, MAP_BYTES);
  reuseBindings(backend, pool);
  const run = <T extends Tensor>(
    kernel: Kernel,
    tensors: readonly Tensor[],
    { shape }: Pick<T, "shape">,
    range?: PixelRange,
  ): T => {
    pace.add(kernel.macs);
    const info = runKernel(backend, kernel, tensors, shape, pace.atOnce, range);
    return ((range?.into as T | undefined) ?? tf.engine().makeTensorFromTensorInfo(info)) as T;
  };
  const pace = new Pace();
  const lanes = ({ shape }: Tensor3D): number => chooseLanes(shape[2], software);
  const kernel = remembered();
  const depthwise: FusedOps["depthwise"] = (x, kernels, bias, { activation, slope, plus }) => {
    const sides = kernels.map(({ taps }) => [taps.shape[0], taps.shape[1]] as const);
    const after = afterOf(activation, slope) as DepthwiseFlags["after"];
    const flags = { bias: bias !== null, after, plus: plus !== undefined };
    const sum = kernel(`depthwise ${x.shape} ${sides.join("/")} ${Object.values(flags)}`, () =>
      depthwiseSum(x.shape, sides, flags),
    );
    const tensors = [x, ...kernels.map(({ taps }) => taps), bias, slope?.at, plus];
    return run(sum, tensors.filter(isThere), x);
  };
  const product: FusedOps["product"] = (x, weight, bias, extras) => {
    const { turned = false, activation, slope, plus, range } = extras;
    const [inner, columns] = turned ? [weight.shape[1], weight.shape[0]] : weight.shape;
    const [height, width] = x.shape;
    const rows = width * (range?.rows ?? height);
    const flags: ProductFlags = {
      bias: bias !== null,
      transposed: turned,
      after: afterOf(activation, slope),
      plus: plus !== undefined,
    };
    const own = kernel(`product ${rows} ${inner} ${columns} ${Object.values(flags)}`, () =>
      (software ? directProduct : tiledProduct)(rows, inner, columns, flags),
    );
    const tensors = [x, weight, bias, slope?.at, plus].filter(isThere);
    const shape: [number, number, number] = [range?.of ?? height, width, columns];
    return run<Tensor3D>(own, tensors, { shape }, range && inPixels(range, width));
  };
  return {
    product: (x, weight, bias) =>
      tf.tidy(() => tf.squeeze<Tensor2D>(product(tf.expandDims(x, 0), weight, bias, {}), [0])),
    add: stockOps.add,
    depthwise: (x, kernels, bias) => depthwise(x, kernels, bias, {}),
    // an emulated GPU compiles the many copies of GELU in a tile for longer than it runs them apart
    fused: { activations: software ? ["relu"] : ["gelu", "relu"], product, depthwise },
    layerNorm: (x, weight, bias, eps) =>
      run(
        kernel(`norm ${x.shape} ${eps}`, () => layerNorm(x.shape, eps, lanes(x))),
        [x, weight, bias],
        x,
      ),
    layerNormBackward: (dy, x, weight, eps) =>
      run(
        kernel(`norm back ${x.shape} ${eps}`, () => layerNormBackward(x.shape, eps, lanes(x))),
        [dy, x, weight],
        x,
      ),
    gelu: (x) =>
      run(
        kernel(`gelu ${x.size}`, () => gelu(x.size)),
        [x],
        x,
      ),
    geluBackward: (dy, x) =>
      run(
        kernel(`gelu back ${x.size}`, () => geluBackward(x.size)),
        [dy, x],
        x,
      ),
    contribution: (gradient, rectifyFirst) => {
      const [h, w] = gradient.shape;
      const sums = kernel(`contribution ${gradient.shape} ${rectifyFirst}`, () =>
        contribution(gradient.shape, rectifyFirst),
      );
      return run<Tensor2D>(sums, [gradient], { shape: [h, w] });
    },
    besideWeights: (bytes) => pool.bound(bytes + MAP_BYTES),
    backend: "webgpu",
    packsWeights: false,
    pace,
    adapter: name,
    device,
    lost: Promise.race([
      device.lost.then(({ message, reason }) => message || reason),
      firstFault(device),
    ]),
    limits: {
      tensorBytes: Math.min(limit.maxStorageBufferBindingSize, limit.maxBufferSize),
      totalBytes: ASSUMED_GPU_BYTES,
      mapBytes: MAP_BYTES,
      bandBytes: BAND_BYTES,
    },
    settle: async () => {
      submitGathered(backend);
      const ended = pace.handOver();
      await device.queue.onSubmittedWorkDone();
      ended();
    },
    dispose: () => device.destroy(),
  };
}
