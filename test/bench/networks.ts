/** Whole ERFs: the engine with our kernels, with stock tfjs, on a kept forward pass, and peers, in turn. */
import * as tf from "@tensorflow/tfjs-core";
import { type StageNumber, toErfJob } from "../../src/domain/job.ts";
import type { Device } from "../../src/engine/walk.ts";
import { cutPlan } from "../../src/engine/cutPlan.ts";
import { PROTOCOL_GRADIENT } from "../../src/engine/contribution.ts";
import { forwardPass, inputGradient, locateUnit } from "../../src/engine/inputGradient.ts";
import { makeInput } from "../../src/engine/inputs/makeInput.ts";
import { loadWeights } from "../../src/engine/loadWeights.ts";
import { heldBytes, keepBudget, parameterBudget } from "../../src/engine/memory.ts";
import { loadModel } from "../../src/engine/model.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import { PassCache } from "../../src/engine/passCache.ts";
import { Run } from "../../src/engine/run.ts";
import { runErf } from "../../src/engine/runErf.ts";
import { blocksFor, type TracedBlock } from "../../src/engine/trace.ts";
import { type Bench, type Kind, KINDS } from "./engine.ts";
import { type Contender, measureInTurn, relativeL2, type Timing } from "./measure.ts";

export interface NetworkCase {
  readonly network: string;
  readonly size: number;
  readonly images: number;
  readonly stage: StageNumber;
}
/** Somebody else's way to the same ERF. */
export interface PeerContender extends Contender {
  readonly map: () => Promise<Float32Array>;
  readonly peakBytes: () => number;
}
export interface ContenderResult {
  readonly name: string;
  readonly timing: Timing;
  /** ours: the most that tensors took, weights included; a peer's: as it says itself */
  readonly peakBytes: number | null;
  /** relative L2 of the ERF against that of the first contender */
  readonly apart: number | null;
}
export interface NetworkResult extends NetworkCase {
  readonly contenders: readonly ContenderResult[];
}

/** The same operations, noting how much memory is held whenever one of them has made its result. */
function watched(ops: Ops, note: () => void): Ops {
  const seen = <A extends unknown[], T>(work: (...given: A) => T) => {
    return (...given: A): T => {
      const result = work(...given);
      note();
      return result;
    };
  };
  return {
    ...ops,
    depthwise: seen(ops.depthwise),
    layerNorm: seen(ops.layerNorm),
    layerNormBackward: seen(ops.layerNormBackward),
    gelu: seen(ops.gelu),
    geluBackward: seen(ops.geluBackward),
    fused: ops.fused && {
      ...ops.fused,
      product: seen(ops.fused.product),
      depthwise: seen(ops.fused.depthwise),
    },
  };
}

/** Bytes on a GPU, buffers that wait for their next use included; of live tensors elsewhere. */
const takenBytes = (): number => {
  const { numBytesAllocatedInGPU } = tf.memory() as { numBytesAllocatedInGPU?: number };
  return numBytesAllocatedInGPU ?? heldBytes();
};

/** Has a GPU forget the buffers of what was measured before. */
function letBuffersGo(ops: Ops): void {
  ops.besideWeights?.(-Infinity);
  tf.ones([2 ** 20]).dispose();
}

/**
 * What peers are timed at, and nothing else: images and weights are on the device, and there the
 * contributions stay; nothing is read back or measured.
 */
async function gradientAlone(
  device: Device,
  blocks: readonly TracedBlock[],
  images: readonly tf.Tensor3D[],
): Promise<void> {
  const run = new Run(device.ops, 1, images.length, {});
  const [height, width] = blocks.at(-1)!.output;
  const unit = locateUnit("center", height, width);
  const { target, rectify } = PROTOCOL_GRADIENT.replknet;
  const keep = keepBudget(device.ops, blocks);
  for (const image of images) {
    using pass = await forwardPass(device, blocks, tf.reshape(image, image.shape), keep, run);
    const gradient = await inputGradient(device, blocks, pass, unit, target, run);
    const map = device.ops.contribution?.(gradient, rectify === "relu-then-sum");
    tf.dispose([gradient, ...(map ? [map] : [])]);
  }
}

export async function measureNetwork(
  bench: Bench,
  { network, size, images, stage }: NetworkCase,
  weights: Uint8Array<ArrayBuffer>,
  values: Float32Array<ArrayBuffer>,
  peers: readonly PeerContender[],
  repeat: number,
  kinds: readonly Kind[] = KINDS,
): Promise<NetworkResult> {
  const file = { name: `${network}.safetensors`, blob: new Blob([weights]) };
  const { plan: whole, summary } = await loadModel({ type: "file", file });
  letBuffersGo(bench.ops.tuned);
  const plan = cutPlan(whole, summary.depths, stage, null);
  const input = { type: "array", values, shape: [images, 3, size, size] } as const;
  const parameters = new Parameters(parameterBudget(bench.ops.tuned));
  using passes = new PassCache();
  passes.begin("bench");
  const deviceOf = (ops: Ops): Device => ({ ops, parameters, packed: new WeakSet() });
  const erf = (ops: Ops, cache?: PassCache, y?: number) => {
    const unit = y === undefined ? "center" : ({ y, x: 0 } as const);
    const job = toErfJob({ input, size, stage, unit });
    const decode = () => Promise.reject(new Error("no pictures here"));
    const image = (i: number) => makeInput(input, i, size, summary.normalisation, decode);
    const { normalisation } = summary;
    const options = cache ? { passes: cache } : {};
    return runErf(deviceOf(ops), plan, job, { image, normalisation }, options);
  };
  try {
    const blocks = blocksFor(bench.ops.tuned, plan, size, size);
    const load = () => loadWeights(deviceOf(bench.ops.tuned), blocks, undefined);
    await load();
    const maps = new Map<string, ArrayLike<number>>();
    const peaks = new Map<string, number>();
    for (const kind of kinds) {
      let peak = 0;
      const note = (): void => void (peak = Math.max(peak, takenBytes()));
      const { map } = await erf(watched(bench.ops[kind], note));
      maps.set(kind, map.sum);
      peaks.set(kind, peak);
    }
    let moves = 0;
    const moved: Contender = {
      name: "tuned, unit moved",
      run: () => bench.time(() => erf(bench.ops.tuned, passes, moves++ % 2)),
    };
    const oursBy = (name: Kind): Contender => ({
      name,
      run: () => bench.time(() => erf(bench.ops[name])),
    });
    const [firstKind, ...otherKinds] = kinds;
    const shown: tf.Tensor3D[] = [];
    for (let i = 0; i < images; i++) {
      const { values: pixels } = await makeInput(input, i, size, summary.normalisation, () =>
        Promise.reject(new Error("no pictures here")),
      );
      shown.push(tf.tensor3d(pixels, [size, size, 3]));
    }
    const alone: Contender = {
      name: "tuned, gradient alone",
      run: () => bench.time(() => gradientAlone(deviceOf(bench.ops.tuned), blocks, shown)),
    };
    // apart from others: maps of other sizes would cost each of them the buffers of the other
    const afresh = async (): Promise<void> => {
      letBuffersGo(bench.ops.tuned);
      await load(); // which says anew what may be held
      await bench.wake();
    };
    await afresh();
    const main = await measureInTurn([oursBy(firstKind!), alone, moved, ...peers], repeat);
    await afresh();
    const others = await measureInTurn(otherKinds.map(oursBy), repeat);
    const timings = new Map([...main, ...others]);
    tf.dispose(shown);
    for (const peer of peers) {
      maps.set(peer.name, await peer.map());
      peaks.set(peer.name, peer.peakBytes());
    }
    const first = maps.get(kinds[0]!)!;
    const contenders = [...timings].map(([name, timing]) => {
      const map = maps.get(name);
      return {
        name,
        timing,
        peakBytes: peaks.get(name) ?? null,
        apart: map === undefined || map === first ? null : relativeL2(first, map),
      };
    });
    return { network, size, images, stage, contenders };
  } finally {
    parameters.dispose();
  }
}
