/** Our kernels on this thread, and the threads that help it when one image has the machine to itself. */
import { pickBuild } from "../../kernels/wasm/builds.ts";
import { createSharedMemory } from "../../kernels/wasm/memory.ts";
import { type Kernels, loadKernels } from "../../kernels/wasm/module.ts";
import type { Host } from "../host.ts";

export interface Team {
  readonly kernels: Kernels;
  /** How it computes, for people. */
  describe(): string;
  /** Lets helpers join from the next call on, and starts them the first time; or none. */
  gather(all: boolean): void;
}

/** Kernels on memory that threads share where the host has threads and the runtime shares memory, else on one. */
export async function startTeam(host: Host): Promise<Team> {
  const memory = host.team && host.team.most > 0 ? createSharedMemory() : null;
  const most = memory === null ? 0 : host.team!.most;
  const bytes = await host.kernelBytes(pickBuild(memory !== null));
  const kernels = await loadKernels(bytes, memory ?? undefined, 1 + most);
  let hired = false;
  /** before the first run it may be alone or not: what it can be is said */
  let alone = false;
  return {
    kernels,
    describe() {
      const helpers = alone ? 0 : hired ? kernels.helpers : most;
      return `WebAssembly SIMD, ${1 + helpers} thread${helpers === 0 ? "" : "s"}`;
    },
    gather(all) {
      kernels.together = all;
      alone = !all;
      if (hired || !all) return;
      hired = true;
      for (let thread = 1; thread <= most; thread++)
        host.team!.hire({ module: kernels.module, memory: kernels.memory, thread });
    },
  };
}
