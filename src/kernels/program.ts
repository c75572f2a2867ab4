/** The one place that knows the shape of tfjs's WebGPU programs (4.22): a kernel as data → a run. */
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { cutRuns, type Kernel } from "./kernel.ts";

/** Runs a kernel on tensors that lie in its inputs' order, in parts of up to `macsAtOnce`; the result is float32 of `shape`. */
export function runKernel(
  backend: WebGPUBackend,
  kernel: Kernel,
  tensors: readonly Tensor[],
  shape: readonly number[],
  macsAtOnce: number,
): TensorInfo {
  let output: TensorInfo | undefined;
  for (const { first, count } of cutRuns(kernel, macsAtOnce)) {
    const program = programOf(kernel, shape, count);
    const begin = [{ type: "int32", data: [first] }];
    output = backend.runWebGPUProgram(program, [...tensors], "float32", begin, output);
  }
  return output!;
}

const names = new Map<string, string>();
const nameOf = new WeakMap<Kernel, string>();

/** One short name for each source: tfjs looks a pipeline up by it at every run, and a source is long. */
function shortName(kernel: Kernel): string {
  const known = nameOf.get(kernel);
  if (known !== undefined) return known;
  const source = `${kernel.declarations ?? ""} ${kernel.body}`;
  const name = names.get(source) ?? `${kernel.name}${names.size}`;
  names.set(source, name);
  nameOf.set(kernel, name);
  return name;
}

const programOf = (kernel: Kernel, shape: readonly number[], count: number): WebGPUProgram => ({
  variableNames: [...kernel.inputs],
  outputShape: [...shape],
  uniforms: "first : i32,",
  shaderKey: shortName(kernel), // tfjs keeps pipelines by this and the ranks of tensors alone
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
