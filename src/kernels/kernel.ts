/** A GPU kernel as data: its WGSL, the names of what it reads, and how many groups of threads it wants. */
export interface Kernel {
  /** for people and profiles; [a-zA-Z] */
  readonly name: string;
  /** storage buffers of f32, in the order in which tensors are handed over */
  readonly inputs: readonly string[];
  /** WGSL outside of functions */
  readonly declarations?: string;
  /**
   * WGSL statements of one thread: `group` and `local` are its place (vec3<i32>), `result` the output,
   * `uniforms.outShape` its shape; `uniforms.pixels` are asked for, from
   * pixel `readFrom` on, to go to pixel `writeTo` on.
   */
  readonly body: string;
  /** threads of a group along x, y and z */
  readonly threads: Place;
  /** groups along x, y and z */
  readonly groups: Place;
  /** multiply-accumulates of the whole run: what is too long is cut along z */
  readonly macs: number;
}

export type Place = readonly [x: number, y: number, z: number];

/** WebGPU's limit along each axis. */
const MOST_GROUPS = 65_535;

/** The runs that a kernel is cut into along z: where each begins and how many groups it has. */
export function cutRuns(
  { groups, macs }: Pick<Kernel, "groups" | "macs">,
  macsAtOnce: number,
): { readonly first: number; readonly count: number }[] {
  const needed = Math.max(Math.ceil(macs / macsAtOnce), Math.ceil(groups[2] / MOST_GROUPS));
  const runs = Math.min(groups[2], Math.max(1, needed));
  const bound = (run: number) => Math.floor((run * groups[2]) / runs);
  return Array.from({ length: runs }, (_, run) => ({
    first: bound(run),
    count: bound(run + 1) - bound(run),
  }));
}

/** Makes each kernel once: writing its WGSL takes longer than handing a run over. */
export function remembered(): (key: string, make: () => Kernel) => Kernel {
  const kernels = new Map<string, Kernel>();
  return (key, make) => {
    const known = kernels.get(key) ?? make();
    kernels.set(key, known);
    return known;
  };
}
