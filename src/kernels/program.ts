/** The one place that knows the shape of tfjs's WebGPU programs (4.22): a kernel as data → a run. */
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { type Kernel, WORKGROUP } from "./kernel.ts";

/** Runs a kernel on tensors that lie in its inputs' order; the result is float32 of `shape`. */
export function runKernel(
  backend: WebGPUBackend,
  kernel: Kernel,
  tensors: readonly Tensor[],
  shape: readonly number[],
): TensorInfo {
  const program: WebGPUProgram = {
    variableNames: [...kernel.inputs],
    outputShape: [...shape],
    // tfjs keeps pipelines by this key alone: the whole source is in it
    shaderKey: `${kernel.name} ${kernel.body}`,
    workgroupSize: [WORKGROUP, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(kernel.threads / WORKGROUP), 1, 1],
    getUserCode: () => `fn main(index : i32) {${kernel.body}\n}`,
  };
  return backend.runWebGPUProgram(program, [...tensors], "float32");
}

/**
 * Hands over what tfjs has gathered, if anything: its own `submitQueue` neither ends a pass that is
 * open nor expects that nothing is gathered, as after every full batch.
 */
export function submitGathered(backend: WebGPUBackend): void {
  const gathered = backend as unknown as {
    readonly commandEncoder?: GPUCommandEncoder | null;
    endComputePassEncoder(): void;
  };
  if (!gathered.commandEncoder) return;
  gathered.endComputePassEncoder();
  backend.submitQueue();
}
