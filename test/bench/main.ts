/** `npm run bench`: everything that is compared is measured in this one process, rounds in turn. */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { prepareGpu } from "../../src/cli/dawn.ts";
import { nodeHost } from "../../src/cli/nodeHost.ts";
import { countBuffers } from "./buffers.ts";
import { ceilingSizes, measureCeilings } from "./ceilings.ts";
import { type Bench, startBench } from "./engine.ts";
import {
  kernelCases,
  type LayerCase,
  layerCases,
  measureLayer,
  type LayerResult,
} from "./layers.ts";
import { measureNetwork, type NetworkResult, type PeerContender } from "./networks.ts";
import { type BenchOptions, parseOptions, USAGE } from "./options.ts";
import { type Peer, startPeer } from "./peer.ts";
import { drawPlots, showAgain } from "./plots.ts";
import { type BackendReport, type Report, reportTables } from "./report.ts";
import { makeImages, makeWeights } from "./weights.ts";

/** the same from test/bench and from the bundle, both two folders deep */
const SCRIPT = fileURLToPath(new URL("../../test/bench/peer_torch.py", import.meta.url));

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function contendersOf(peer: Peer, { threads, tf32, device }: BenchOptions): PeerContender[] {
  return threads.flatMap((count) =>
    (tf32 ? [false, true] : [false]).map((fast) => {
      const how = [device, count > 0 ? `${count} threads` : "", fast ? "TF32" : "float32"];
      return {
        name: `PyTorch, ${how.filter(Boolean).join(", ")}`,
        run: () => peer.run({ threads: count, tf32: fast }),
        map: async () => {
          await peer.run({ threads: count, tf32: fast });
          return peer.map();
        },
        peakBytes: peer.peakBytes,
      };
    }),
  );
}

async function measureOne(
  bench: Bench,
  network: string,
  size: number,
  options: BenchOptions,
): Promise<{ readonly result: NetworkResult; readonly torch: string | null }> {
  const { images, stage, repeat, kinds } = options;
  const [weights, values] = [makeWeights(network), makeImages(images, size)];
  const shape = [images, 3, size, size];
  const peer = options.torch
    ? await startPeer({ ...options, script: SCRIPT }, weights, values, shape, stage)
    : null;
  try {
    const peers = peer === null ? [] : contendersOf(peer, options);
    const asked = { network, size, images, stage };
    const result = await measureNetwork(bench, asked, weights, values, peers, repeat, kinds);
    return { result, torch: peer && `${peer.torch} on ${peer.device}` };
  } finally {
    await peer?.stop();
  }
}

/** `keep` is given what there is so far after every layer and network, since a long run may not end. */
async function measureBackend(
  bench: Bench,
  options: BenchOptions,
  versions: Record<string, string>,
  keep: (found: BackendReport) => Promise<void>,
): Promise<BackendReport> {
  const { repeat, kinds, kernels, sizes } = options;
  const failures: string[] = [];
  say(`${bench.backend} (${bench.adapter}): ceilings`);
  const ceilings = await measureCeilings(bench, ceilingSizes(bench.backend, bench.adapter), repeat);
  const layersAt = sizes[0] ?? 224;
  const layers: LayerResult[] = [];
  const byKernel: LayerResult[] = [];
  const networks: NetworkResult[] = [];
  const { backend, adapter } = bench;
  const found = { backend, adapter, ceilings, layersAt, layers, kernels: byKernel, networks };
  const soFar: BackendReport = { ...found, failures };
  const measure = async (cases: readonly LayerCase[], into: LayerResult[]): Promise<void> => {
    for (const one of cases) {
      say(one.name);
      into.push(await measureLayer(bench, one, ceilings, repeat, kinds));
      await keep(soFar);
    }
  };
  if (options.layers) await measure(layerCases(layersAt), layers);
  await measure(kernelCases(layersAt, kernels), byKernel);
  for (const network of options.networks)
    for (const size of sizes) {
      say(`${network}, ${size} px`);
      try {
        const { result, torch } = await measureOne(bench, network, size, options);
        networks.push(result);
        if (torch !== null) versions["PyTorch"] = torch;
      } catch (error) {
        failures.push(`${network} at ${size} px: ${reasonOf(error)}`);
        say(failures.at(-1)!);
      }
      await keep(soFar);
    }
  return soFar;
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) return void process.stdout.write(`${USAGE}\n`);
  if (options.from !== null) return showAgain(options.from, options);
  if (options.buffers) return void process.stdout.write(await countBuffers(options));
  const load = loadavg().map((value) => value.toFixed(1));
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load.join(" ")} at the start`;
  const versions: Record<string, string> = {
    Fieldbook: commit(),
    "tfjs-core": tf.version_core,
    Node: process.versions.node,
  };
  const date = new Date().toISOString();
  /** Writes everything measured to the files asked for; returns the tables. */
  const keep = async (measured: readonly BackendReport[]): Promise<string> => {
    const peakProcessBytes = process.resourceUsage().maxRSS * 1024;
    const report: Report = { date, machine, versions, backends: measured, peakProcessBytes };
    const tables = reportTables(report);
    if (options.out !== null) await writeFile(options.out, `${JSON.stringify(report, null, 1)}\n`);
    if (options.markdown !== null) await writeFile(options.markdown, tables);
    if (options.plots !== null) await drawPlots(options.plots, measured);
    return tables;
  };
  const backends: BackendReport[] = [];
  for (const backend of options.backends) {
    await prepareGpu(backend);
    const bench = await startBench(backend, nodeHost);
    try {
      const found = await measureBackend(bench, options, versions, async (soFar) => {
        await keep([...backends, soFar]);
      });
      backends.push(found);
    } finally {
      bench.ops.tuned.dispose();
    }
  }
  process.stdout.write(await keep(backends));
}

try {
  await main();
  process.exit(0); // Dawn's threads would keep the process
} catch (error) {
  say(reasonOf(error));
  process.exit(1);
}
