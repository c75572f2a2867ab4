/** WebAssembly with SIMD: what takes the time by our own kernels, on every core that helps, and the rest by tfjs. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { FieldbookError } from "../../domain/errors.ts";
import type { Host } from "../host.ts";
import type { Ops } from "../ops.ts";
import { createDepthwise } from "./wasmDepthwise.ts";
import { startTeam, type Team } from "./wasmTeam.ts";
import { WasmTensors } from "./wasmTensors.ts";

/** 4 GiB, all that 32 bits address, less room for gaps between maps: RepLKNet-31B at 1024² just fits. */
export const HEAP_BYTES = 3.75 * 2 ** 30;

interface Started {
  readonly team: Team;
  readonly tensors: WasmTensors;
}
/** tfjs has one wasm backend for ever; what we put beside it stays as long, with a team and without. */
const started = new WeakMap<BackendWasm, Map<boolean, Started>>();

async function startKernels(backend: BackendWasm, host: Host): Promise<Started> {
  const known = started.get(backend) ?? new Map<boolean, Started>();
  started.set(backend, known);
  const shared = host.team !== undefined;
  const found = known.get(shared);
  if (found) return found;
  const team = await startTeam(host);
  const fresh = { team, tensors: new WasmTensors(backend, team.kernels) };
  known.set(shared, fresh);
  return fresh;
}

export async function startWasm(host: Host): Promise<Ops> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  if (host.wasmBase !== null) setWasmPaths(host.wasmBase);
  // tfjs starts its threads from blobs that a strict content policy refuses
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  const { team, tensors } = await startKernels(tf.backend() as BackendWasm, host);
  const { kernels } = team;

  const at = (tensor: Tensor): number => tensors.addressOf(tensor);
  /** A new tensor of a shape, filled by a kernel. */
  const filled = <T extends Tensor>(shape: T["shape"], fill: (out: number) => void): T => {
    const { tensor, address } = tensors.create<T>(shape);
    fill(address);
    return tensor;
  };
  const packed = (weight: Tensor2D): number =>
    tensors.formOf(weight, "product", (address) => kernels.packProduct(address, ...weight.shape));
  const biasOf = (bias: Tensor1D | null): number => (bias ? at(bias) : 0);
  const depthwise = createDepthwise(kernels, tensors);
  const rowsOf = ([h, w, c]: Tensor3D["shape"]) => [h * w, c] as const;
  return {
    backend: "wasm",
    packsWeights: true,
    get adapter() {
      return team.describe();
    },
    limits: { tensorBytes: 2 ** 31 - 2 ** 16, totalBytes: HEAP_BYTES },
    product(x, weight, bias) {
      const [[m, k], [rows, n]] = [x.shape, weight.shape];
      if (k !== rows)
        throw new FieldbookError("internal", `A weight has ${rows} rows where its input has ${k}.`);
      const inputs = [at(x), packed(weight), biasOf(bias)] as const;
      return filled<Tensor2D>([m, n], (out) => kernels.product(...inputs, out, [m, k, n]));
    },
    add(a, b) {
      const inputs = [at(a), at(b)] as const;
      return filled<Tensor3D>(a.shape, (out) => kernels.add(...inputs, a.size, out));
    },
    depthwise: (x, parts, bias) => filled<Tensor3D>(x.shape, depthwise(x, parts, biasOf(bias))),
    layerNorm(x, weight, bias, eps) {
      const [map, scale, shift] = [at(x), at(weight), at(bias)];
      return filled<Tensor3D>(x.shape, (out) =>
        kernels.layerNorm(map, rowsOf(x.shape), scale, shift, eps, out),
      );
    },
    layerNormBackward(dy, x, weight, eps) {
      const [slope, map, scale] = [at(dy), at(x), at(weight)];
      return filled<Tensor3D>(x.shape, (out) =>
        kernels.layerNormBackward(slope, map, rowsOf(x.shape), scale, eps, out),
      );
    },
    gelu(x) {
      const map = at(x);
      return filled<Tensor3D>(x.shape, (out) => kernels.gelu(map, x.size, out));
    },
    geluBackward(dy, x) {
      const [slope, map] = [at(dy), at(x)];
      return filled<Tensor3D>(x.shape, (out) => kernels.geluBackward(slope, map, x.size, out));
    },
    takeCores: (all) => team.gather(all),
    settle: () => Promise.resolve(),
    dispose: () => undefined, // helpers sleep until the kernels are used again
  };
}
