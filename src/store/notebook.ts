/** The notebook in memory: what is saved, what is running, and beside them what is too big for either. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineClient } from "../client/engineClient.ts";
import type { WireError } from "../domain/errors.ts";
import type { BackendChoice, BackendName, NamedBlob } from "../domain/job.ts";
import type { CheckpointSummary, ModelSummary } from "../domain/model.ts";
import type { MapReading } from "../domain/reading.ts";
import type { ErfResult } from "../domain/result.ts";
import type { RunEvent, RunState } from "../domain/run.ts";
import { transition } from "../domain/run.ts";
import { EXAMPLE_FIGURE, type FigureSpec } from "./figureSpec.ts";

export type ModelSpec =
  | { readonly type: "random"; readonly architecture: string; readonly seed: number }
  | { readonly type: "file"; readonly name: string; readonly weights: string | null };

/** A model that the engine holds ready. */
export interface OpenModel {
  /** the engine's name for it */
  readonly handle: string;
  /** equal for equal weights */
  readonly key: string;
  readonly spec: ModelSpec;
  readonly summary: ModelSummary;
  /** null at random initialisation */
  readonly checkpoint: CheckpointSummary | null;
  /** size of the weights, bytes */
  readonly bytes: number;
  /** of the file, hexadecimal; null until known, or when there is no file */
  readonly sha256: string | null;
}
export interface ModelState {
  /** what is being opened, in words; null when nothing is */
  readonly opening: string | null;
  readonly error: WireError | null;
  /** the last model that opened; it stays while another fails */
  readonly open: OpenModel | null;
}
export type EngineState =
  | { readonly status: "starting" }
  | { readonly status: "ready"; readonly backend: BackendName; readonly adapter: string }
  | { readonly status: "failed"; readonly error: WireError };

/** A result with all that must be said beside it. */
export interface StoredResult {
  readonly result: ErfResult;
  readonly spec: FigureSpec;
  readonly model: OpenModel;
  /** multiply-accumulates that it took */
  readonly macs: number;
  readonly seconds: number;
}
/** What the figure shows now: a result as one protocol and scale read it. */
export interface Shown {
  readonly result: string;
  readonly reading: string;
  readonly spec: FigureSpec;
}
export interface NotebookState {
  readonly specs: { readonly model: ModelSpec; readonly figure: FigureSpec };
  readonly running: {
    readonly engine: EngineState;
    readonly model: ModelState;
    readonly figure: RunState;
    readonly shown: Shown | null;
    /** seconds that the figure as specified would take; null when unknown */
    readonly expected: number | null;
    /** the person has changed nothing yet */
    readonly untouched: boolean;
  };
}
export interface Notebook {
  readonly store: StoreApi<NotebookState>;
  readonly client: EngineClient;
  /** where the engine's own files are served */
  readonly base: string;
  /** what the person asked to compute on */
  readonly backend: BackendChoice;
  readonly results: Map<string, StoredResult>;
  readonly readings: Map<string, MapReading>;
  /** the checkpoint that was dropped last */
  checkpoint: NamedBlob | null;
  pictures: readonly NamedBlob[];
  abort: AbortController | null;
  /** numbers runs and openings, so that late answers are known as such */
  serial: number;
  /** the engine was lost, and with it its open models */
  lost: boolean;
  readonly now: () => number;
}

export const EXAMPLE_MODEL: ModelSpec = { type: "random", architecture: "slak-tiny", seed: 0 };

/** An empty notebook that would show the example. */
export function createNotebook(
  client: EngineClient,
  {
    base = "/",
    backend = "auto",
    now = () => performance.now(),
  }: { base?: string; backend?: BackendChoice; now?: () => number } = {},
): Notebook {
  const store = createStore<NotebookState>(() => ({
    specs: { model: EXAMPLE_MODEL, figure: EXAMPLE_FIGURE },
    running: {
      engine: { status: "starting" },
      model: { opening: null, error: null, open: null },
      figure: { status: "idle" },
      shown: null,
      expected: null,
      untouched: true,
    },
  }));
  return {
    store,
    client,
    base,
    backend,
    results: new Map(),
    readings: new Map(),
    checkpoint: null,
    pictures: [],
    abort: null,
    serial: 0,
    lost: false,
    now,
  };
}

export function patchSpecs(book: Notebook, patch: Partial<NotebookState["specs"]>): void {
  book.store.setState(({ specs }) => ({ specs: { ...specs, ...patch } }));
}
export function patchRunning(book: Notebook, patch: Partial<NotebookState["running"]>): void {
  book.store.setState(({ running }) => ({ running: { ...running, ...patch } }));
}
export function dispatch(book: Notebook, event: RunEvent): void {
  const { figure } = book.store.getState().running;
  const next = transition(figure, event);
  if (next !== figure) patchRunning(book, { figure: next });
}
