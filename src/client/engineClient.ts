/** How the app reaches the engine, whichever thread it is on. */
import type {
  BackendChoice,
  ErfJob,
  ImageShare,
  InputSpec,
  NamedBlob,
  ProtocolName,
  RemoteBlob,
} from "../domain/job.ts";
import type {
  CheckpointSummary,
  LayerOverlap,
  ModelSource,
  ModelSummary,
  NonzeroCount,
} from "../domain/model.ts";
import type { MapReading, ReadingRequest } from "../domain/reading.ts";
import type { ErfMap, ErfResult, Progress } from "../domain/result.ts";
import type { KernelsValue } from "../domain/stored.ts";
import type { NpyArray, Params, Result } from "../protocol.ts";

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** of an `erf`: the mean of the images so far, while more are to come */
  readonly onPartial?: (result: ErfResult) => void;
}
/** Every call rejects with a FieldbookError; a stopped `erf` rejects with code `cancelled`. */
export interface EngineClient {
  start(params: Params<"start">): Promise<Result<"start">>;
  inspect(params: Params<"inspect">): Promise<CheckpointSummary>;
  open(params: Params<"open">): Promise<ModelSummary>;
  close(params: Params<"close">): Promise<null>;
  erf(params: Params<"erf">, options?: RunOptions): Promise<ErfResult>;
  logits(params: Params<"logits">, options?: RunOptions): Promise<Result<"logits">>;
  kernels(params: Params<"kernels">): Promise<KernelsValue>;
  memory(): Promise<Result<"memory">>;
  count(params: Params<"count">): Promise<NonzeroCount>;
  overlap(params: Params<"overlap">): Promise<Result<"overlap">>;
  readNpy(params: Params<"readNpy">): Promise<NpyArray>;
  read(params: ReadingRequest): Promise<MapReading>;
  squares(params: Params<"squares">): Promise<Result<"squares">>;
  /** ends the engine; calls under way reject */
  dispose(): void;
}

/** What serves the calls: the engine's session, seen from outside. */
export interface EngineSession {
  start(choice: { backend: BackendChoice; tuned?: boolean }): Promise<Result<"start">>;
  inspect(
    file: NamedBlob | RemoteBlob,
    weights?: string,
    allowMissing?: boolean,
  ): Promise<CheckpointSummary>;
  open(name: string, source: ModelSource): Promise<ModelSummary>;
  close(name: string): void;
  erf(
    name: string,
    job: ErfJob,
    options: {
      signal: AbortSignal;
      onProgress: (progress: Progress) => void;
      onPartial?: (result: ErfResult) => void;
      share?: ImageShare;
    },
  ): Promise<ErfResult>;
  logits(
    name: string,
    input: InputSpec,
    size: number,
    options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ): Promise<Result<"logits">>;
  memory(): Result<"memory">;
}
/** What is asked about maps and weights without running a network. */
export interface Inquiry {
  readonly readMap: (request: ReadingRequest) => MapReading;
  readonly squaresOf: (map: ErfMap, protocol: ProtocolName) => Result<"squares">;
  readonly readNpy: (file: NamedBlob) => Promise<NpyArray>;
  readonly countNonzero: (source: ModelSource) => Promise<NonzeroCount>;
  readonly overlapMasks: (
    source: ModelSource,
    other: ModelSource,
  ) => Promise<readonly LayerOverlap[]>;
  readonly readKernels: (source: ModelSource, block: string) => Promise<KernelsValue>;
}
