/** WebAssembly with SIMD: products by tfjs, depthwise convolutions, norms and GELU by our own kernels. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { loadKernels } from "../../kernels/wasm/module.ts";
import type { Host } from "../host.ts";
import type { Ops } from "../ops.ts";

/** The whole address space of 32-bit wasm, less what the page's other tensors may hold. */
const HEAP_BYTES = 3.5 * 2 ** 30;

export async function startWasm(host: Host): Promise<Ops> {
  const { BackendWasm, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  if (host.wasmBase !== null) setWasmPaths(host.wasmBase);
  // tfjs starts its threads from blobs that a strict content policy refuses
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  const backend = tf.backend() as InstanceType<typeof BackendWasm>;
  const kernels = await loadKernels(await host.kernelBytes());

  const valuesOf = ({ dataId, dtype, shape }: Tensor): Float32Array =>
    backend.typedArrayFromHeap({ dataId, dtype, shape }) as Float32Array;
  /** A new tensor like `shape`, filled by `fill`; no view is taken before it exists, as the heap may move. */
  const filled = (shape: Tensor3D["shape"], fill: (out: Float32Array) => void): Tensor3D => {
    const out = backend.makeOutput([...shape], "float32");
    const tensor = tf.engine().makeTensorFromTensorInfo(out) as Tensor3D;
    fill(valuesOf(tensor));
    return tensor;
  };
  return {
    backend: "wasm",
    packsWeights: true,
    adapter: "WebAssembly SIMD, 1 thread",
    limits: { tensorBytes: 2 ** 31 - 2 ** 16, totalBytes: HEAP_BYTES },
    depthwise: (x, branches, bias) =>
      filled(x.shape, (out) => {
        const parts = branches.map(({ taps }) => ({
          kernel: valuesOf(taps),
          kh: taps.shape[0],
          kw: taps.shape[1],
        }));
        const [h, w, c] = x.shape;
        kernels.depthwiseSum(valuesOf(x), h, w, c, parts, bias && valuesOf(bias), out);
      }),
    layerNorm: (x, weight, bias, eps) =>
      filled(x.shape, (out) => {
        const [h, w, c] = x.shape;
        kernels.layerNorm(valuesOf(x), h * w, c, valuesOf(weight), valuesOf(bias), eps, out);
      }),
    layerNormBackward: (dy, x, weight, eps) =>
      filled(x.shape, (out) => {
        const [h, w, c] = x.shape;
        kernels.layerNormBackward(valuesOf(dy), valuesOf(x), valuesOf(weight), eps, h * w, c, out);
      }),
    gelu: (x) => filled(x.shape, (out) => kernels.gelu(valuesOf(x), out)),
    geluBackward: (dy, x) =>
      filled(x.shape, (out) => kernels.geluBackward(valuesOf(dy), valuesOf(x), out)),
    settle: () => Promise.resolve(),
    dispose: () => undefined,
  };
}
