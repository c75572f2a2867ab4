/** The worker contract: every call, its parameters and result, and which buffers change owner. */
import type { WireError } from "./domain/errors.ts";
import type {
  BackendChoice,
  BackendName,
  ErfJob,
  ImageShare,
  InputSpec,
  NamedBlob,
  ProtocolName,
  RemoteBlob,
} from "./domain/job.ts";
import type {
  CheckpointSummary,
  LayerOverlap,
  ModelSource,
  ModelSummary,
  NonzeroCount,
} from "./domain/model.ts";
import type { MapReading, ReadingRequest } from "./domain/reading.ts";
import type { AreaRatio, ErfMap, ErfResult, Progress } from "./domain/result.ts";
import type { KernelsValue } from "./domain/stored.ts";

export interface Calls {
  /**
   * Chooses and starts a backend; a second call with another choice restarts the engine.
   * `tuned: false` computes with stock tfjs operations alone, for comparison.
   */
  start: {
    params: {
      readonly backend: BackendChoice;
      readonly base: string;
      readonly tuned?: boolean;
    };
    result: { readonly backend: BackendName; readonly adapter: string };
  };
  /** Reads a checkpoint's index, without its weights; with `allowMissing` also one that lacks tensors. */
  inspect: {
    params: {
      readonly file: NamedBlob | RemoteBlob;
      readonly weights?: string;
      readonly allowMissing?: boolean;
    };
    result: CheckpointSummary;
  };
  /** Makes a model ready under a name of the caller's choice; an open name is replaced. */
  open: { params: { readonly name: string; readonly source: ModelSource }; result: ModelSummary };
  close: { params: { readonly name: string }; result: null };
  /**
   * With a `share` only those images; a share may be all NaN, a run may not. With `partial` the mean
   * of the images so far is sent after the 1st, 2nd, 4th, 8th … of them.
   */
  erf: {
    params: {
      readonly model: string;
      readonly job: ErfJob;
      readonly share?: ImageShare;
      readonly partial?: boolean;
    };
    result: ErfResult;
  };
  /** Class scores, row-major [images, classes]. */
  logits: {
    params: { readonly model: string; readonly input: InputSpec; readonly size: number };
    result: {
      readonly values: Float32Array<ArrayBuffer>;
      readonly shape: readonly [number, number];
      readonly backend: BackendName;
      readonly adapter: string;
    };
  };
  /** Reads the large kernels of one block and merges its branches. */
  kernels: {
    params: { readonly source: ModelSource; readonly block: string };
    result: KernelsValue;
  };
  /** Bytes that the engine's tensors take on the device. */
  memory: { params: null; result: { readonly bytes: number } };
  /** Reads every parameter of a model once, to count those that are not exact zeros. */
  count: { params: { readonly source: ModelSource }; result: NonzeroCount };
  /** Reads the large kernels of two models, to count which weights are not zero in either and in both. */
  overlap: {
    params: { readonly source: ModelSource; readonly other: ModelSource };
    result: readonly LayerOverlap[];
  };
  /** Reads a NumPy array file as row-major float32, whatever its dtype and order. */
  readNpy: { params: { readonly file: NamedBlob }; result: NpyArray };
  /** Turns a raw map into what is drawn and tabled. */
  read: { params: ReadingRequest; result: MapReading };
  /** The area ratios of a raw map, without the rest of its reading. */
  squares: {
    params: { readonly map: ErfMap; readonly protocol: ProtocolName };
    result: readonly AreaRatio[];
  };
}
export interface NpyArray {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}
export type Method = keyof Calls;
/** What is asked about maps and weights without running a network: its worker needs no backend. */
export const INQUIRIES = ["kernels", "count", "overlap", "readNpy", "read", "squares"] as const;
export type InquiryMethod = (typeof INQUIRIES)[number];
export type Call<M extends Method = Method> = {
  [N in M]: { readonly method: N; readonly params: Params<N> };
}[M];
export type Answer<M extends Method = Method> = {
  [N in M]: { readonly method: N; readonly result: Result<N> };
}[M];
export type Params<M extends Method> = Calls[M]["params"];
export type Result<M extends Method> = Calls[M]["result"];

export type Request =
  | ({ readonly id: number } & Call)
  /** asks the engine to stop call `id` at the next layer */
  | { readonly id: number; readonly method: "cancel" };

export type Reply =
  | ({ readonly id: number; readonly type: "ok" } & Answer)
  | { readonly id: number; readonly type: "error"; readonly error: WireError }
  | { readonly id: number; readonly type: "progress"; readonly progress: Progress }
  | { readonly id: number; readonly type: "partial"; readonly result: ErfResult };

/** Buffers the receiver takes over; the sender must not touch them again. */
export function transfersOf(reply: Reply): ArrayBuffer[] {
  if (reply.type === "partial") return buffersOf(reply.result);
  if (reply.type !== "ok") return [];
  if (reply.method === "erf") return buffersOf(reply.result);
  if (reply.method === "logits") return [reply.result.values.buffer];
  if (reply.method === "readNpy") return [reply.result.values.buffer];
  if (reply.method === "kernels")
    return [
      reply.result.merged.buffer,
      ...reply.result.branches.map(({ values }) => values.buffer),
    ];
  if (reply.method === "read") return [reply.result.values.buffer, reply.result.shares.buffer];
  return [];
}

const buffersOf = ({ map, input }: ErfResult): ArrayBuffer[] => [
  map.sum.buffer,
  ...(input ? [input.rgb.buffer] : []),
];
