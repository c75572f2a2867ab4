/** The one place that knows the shape of tfjs's WebGPU programs (4.22): a kernel as data → a run. */
import type { Tensor, TensorInfo } from "@tensorflow/tfjs-core";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import { cutRuns, type Kernel } from "./kernel.ts";

/** Where a kernel that goes by pixels reads and writes. */
export interface PixelRange {
  /** the first pixel that is read, how many, and where the first goes in the result */
  readonly from: number;
  readonly pixels: number;
  readonly to: number;
  /** a result that exists already, whose other pixels stay */
  readonly into: TensorInfo | null;
}

/**
 * Runs a kernel on tensors that lie in its inputs' order, in parts of up to `macsAtOnce`; the result is
 * float32 of `shape`.
 */
export function runKernel(
  backend: WebGPUBackend,
  kernel: Kernel,
  tensors: readonly Tensor[],
  shape: readonly number[],
  macsAtOnce: number,
  range: PixelRange = { from: 0, pixels: pixelsOf(shape), to: 0, into: null },
): TensorInfo {
  let output = range.into ?? undefined;
  for (const { first, count } of cutRuns(kernel, macsAtOnce)) {
    const program = programOf(kernel, shape, count);
    const numbers = [first, range.pixels, range.from, range.to];
    const uniforms = numbers.map((value) => ({ type: "int32", data: [value] }));
    output = backend.runWebGPUProgram(program, [...tensors], "float32", uniforms, output);
  }
  return output!;
}

const pixelsOf = (shape: readonly number[]): number =>
  shape.slice(0, -1).reduce((product, side) => product * side, 1);

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
  uniforms: "first : i32, pixels : i32, readFrom : i32, writeTo : i32,", // WGSL reserves `from`
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
