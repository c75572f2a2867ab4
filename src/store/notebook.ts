/** The notebook in memory: the document, its history, what runs, and beside them what is too big for a state. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineClient } from "../client/engineClient.ts";
import type { Cell, NotebookDocument } from "../domain/document.ts";
import type { WireError } from "../domain/errors.ts";
import type { BackendChoice, BackendName, NamedBlob } from "../domain/job.ts";
import type { MapReading } from "../domain/reading.ts";
import type { RunState } from "../domain/run.ts";
import type { ResultKey, ResultValue } from "../domain/stored.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { EMPTY_HISTORY, type BinEntry, type History } from "./history.ts";
import { type Bundled, NO_BUNDLED } from "./bundled.ts";
import type { Library, NotebookRecord, Origin } from "./persistence/library.ts";
import type { Downloads } from "./remote/download.ts";
import { createDownloads } from "./remote/downloads.ts";

export type EngineState =
  | { readonly status: "starting" }
  | {
      readonly status: "ready";
      readonly backend: BackendName;
      readonly adapter: string;
      /** bytes that the engine holds, null when it does not tell */
      readonly bytes: number | null;
    }
  | { readonly status: "failed"; readonly error: WireError };

/** What a cell shows now: the cell as it was when its results were computed, and their keys. */
export interface Shown {
  readonly cell: Cell;
  readonly keys: readonly ResultKey[];
  /** the models of the notebook as they were then, by name; for saying what changed since */
  readonly models?: Graph["models"];
}
export interface CellRuntime {
  readonly run: RunState;
  readonly shown: Shown | null;
  /** what the run under way has so far, see coarse.ts; null while there is none */
  readonly coarse: Shown | null;
  /** seconds that a run would take; null when not known */
  readonly expected: number | null;
}
export const IDLE: CellRuntime = {
  run: { status: "idle" },
  shown: null,
  coarse: null,
  expected: null,
};

export type SavingState =
  /** nothing is kept: there is no library */
  | { readonly status: "off" }
  | { readonly status: "saving" }
  /** written, read back and found equal */
  | { readonly status: "saved"; readonly at: string }
  | { readonly status: "failed"; readonly error: WireError }
  /** another tab changed the same notebook */
  | { readonly status: "conflict"; readonly theirs: NotebookRecord };

/** A short message at the foot of the page. */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** it stays until it is read: dismissed, replaced, or another notebook is opened */
  readonly stays: boolean;
  /** a later one about the same takes its place; null is about nothing else */
  readonly about: string | null;
  /** it matters whatever notebook is open */
  readonly everywhere: boolean;
}
export interface Selection {
  readonly cell: string | null;
  /** the cell's text or a field has the keyboard; else single keys are commands */
  readonly editing: boolean;
}
export interface NotebookState {
  /** the open notebook's id in the library */
  readonly id: string;
  readonly createdAt: string;
  readonly origin: Origin | null;
  readonly document: NotebookDocument;
  readonly graph: Graph;
  readonly history: History;
  readonly bin: readonly BinEntry[];
  readonly selection: Selection;
  readonly saving: SavingState;
  /** the notebook is open in another tab too */
  readonly elsewhere: boolean;
  readonly engine: EngineState;
  /** by cell id; a cell without an entry is IDLE */
  readonly runtime: ReadonlyMap<string, CellRuntime>;
  /** by weights' sha256: the files that are here */
  readonly present: ReadonlySet<string>;
  readonly notices: readonly Notice[];
}
export interface Notebook {
  readonly store: StoreApi<NotebookState>;
  readonly client: EngineClient;
  readonly library: Library | null;
  /** weights that come, or came, from elsewhere */
  readonly downloads: Downloads;
  /** small trained networks that come with the page */
  readonly bundled: Bundled;
  /** where the engine's own files are served */
  readonly base: string;
  /** what the person asked to compute on */
  readonly backend: BackendChoice;
  readonly results: Map<ResultKey, ResultValue>;
  /** by result key, protocol and scale; see readingKey */
  readonly readings: Map<string, MapReading>;
  /** weights and pictures at hand, by sha256 */
  readonly files: Map<string, NamedBlob>;
  /** cells copied or cut */
  clipboard: readonly Cell[];
  /** milliseconds of a monotonic clock */
  readonly now: () => number;
  /** ISO 8601, UTC */
  readonly date: () => string;
  readonly newId: () => string;
}
export const EMPTY_DOCUMENT: NotebookDocument = { title: "Untitled", cells: [], extra: {} };

/** 12 characters of A–Z a–z 0–9, about 71 bits. */
export function randomIdentifier(): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => letters[byte % letters.length]).join("");
}

export interface NotebookOptions {
  readonly library?: Library | null;
  readonly downloads?: Downloads;
  readonly bundled?: Bundled;
  readonly base?: string;
  readonly backend?: BackendChoice;
  readonly now?: () => number;
  readonly date?: () => string;
  readonly newId?: () => string;
}
/** A notebook with no cells, kept nowhere until one is opened in it. */
export function createNotebook(
  client: EngineClient,
  {
    library = null,
    downloads = createDownloads(),
    bundled = NO_BUNDLED,
    base = "/",
    backend = "auto",
    now = () => performance.now(),
    date = () => new Date().toISOString(),
    newId = randomIdentifier,
  }: NotebookOptions = {},
): Notebook {
  const store = createStore<NotebookState>(() => ({
    id: newId(),
    createdAt: date(),
    origin: null,
    document: EMPTY_DOCUMENT,
    graph: buildGraph(EMPTY_DOCUMENT),
    history: EMPTY_HISTORY,
    bin: [],
    selection: { cell: null, editing: false },
    saving: { status: library ? "saving" : "off" },
    elsewhere: false,
    engine: { status: "starting" },
    runtime: new Map(),
    present: new Set(),
    notices: [],
  }));
  return {
    store,
    client,
    library,
    downloads,
    bundled,
    base,
    backend,
    results: new Map(),
    readings: new Map(),
    files: new Map(),
    clipboard: [],
    now,
    date,
    newId,
  };
}

export const runtimeOf = (book: Notebook, cell: string): CellRuntime =>
  book.store.getState().runtime.get(cell) ?? IDLE;

export function patchRuntime(book: Notebook, cell: string, patch: Partial<CellRuntime>): void {
  book.store.setState(({ runtime }) => ({
    runtime: new Map(runtime).set(cell, { ...(runtime.get(cell) ?? IDLE), ...patch }),
  }));
}
