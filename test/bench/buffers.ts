/** What runs ask of a GPU: its buffers and dispatches counted on one that computes nothing. */
import { nodeHost } from "../../src/cli/nodeHost.ts";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { installCountingGpu } from "../helpers/countingGpu.ts";
import type { BenchOptions } from "./options.ts";

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

/** A table of networks and sizes, each on a device of its own; units move on a kept forward pass. */
export async function countBuffers({
  networks,
  sizes,
  images,
  stage,
}: Pick<BenchOptions, "networks" | "sizes" | "images" | "stage">): Promise<string> {
  const account = installCountingGpu();
  const rows: string[] = [];
  const input = { type: "noise", count: images, seed: 0 } as const;
  for (const network of networks)
    for (const size of sizes) {
      const session = new Session(nodeHost);
      await session.start({ backend: "webgpu" });
      await session.open(network, { type: "random", id: `${network}?seed=0` });
      const run = async (unit: "center" | { y: number; x: number }) => {
        Object.assign(account, { peak: account.held, dispatches: 0 });
        const job = toErfJob({ input, size, stage, unit, inputKey: "noise" });
        await session.erf(network, job);
        return { ...account };
      };
      const [first, moved] = [await run("center"), await run({ y: 0, x: 0 })];
      const numbers = [mib(first.peak), first.dispatches, mib(moved.peak), moved.dispatches];
      rows.push(`| ${network} | ${size} | ${numbers.join(" | ")} |`);
      session.dispose();
    }
  return [
    "| network | px | peak of buffers, MiB | dispatches | unit moved: peak, MiB | dispatches |",
    "| - | - | - | - | - | - |",
    ...rows,
    "",
  ].join("\n");
}
