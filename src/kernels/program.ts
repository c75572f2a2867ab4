/** The one place that knows the shape of tfjs's WebGPU programs (4.22): a kernel as data → a run. */
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { cutRuns, type Kernel } from "./kernel.ts";

/** Runs a kernel on tensors that lie in its inputs' order, in parts if it is long; the result is float32 of `shape`. */
export function runKernel(
  backend: WebGPUBackend,
  kernel: Kernel,
  tensors: readonly Tensor[],
  shape: readonly number[],
  macsAtOnce?: number,
): TensorInfo {
  let output: TensorInfo | undefined;
  for (const { first, count } of cutRuns(kernel, macsAtOnce)) {
    const program = programOf(kernel, shape, count);
    const begin = [{ type: "int32", data: [first] }];
    output = backend.runWebGPUProgram(program, [...tensors], "float32", begin, output);
  }
  return output!;
}

const programOf = (kernel: Kernel, shape: readonly number[], count: number): WebGPUProgram => ({
  variableNames: [...kernel.inputs],
  outputShape: [...shape],
  uniforms: "first : i32,",
  // tfjs keeps pipelines by this key alone: the whole source is in it
  shaderKey: `${kernel.name} ${kernel.declarations ?? ""} ${kernel.body}`,
  workgroupSize: [...kernel.threads],
  dispatchLayout: { x: [], y: [0], z: [] }, // with a y, tfjs calls `main` without an index
  dispatch: [kernel.groups[0], kernel.groups[1], count],
  getUserCode: () => `
    ${kernel.declarations ?? ""}
    fn main() {
      let local = vec3<i32>(localId);
      let group = vec3<i32>(workgroupId) + vec3<i32>(0, 0, uniforms.first);
      ${kernel.body}
    }`,
});

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
