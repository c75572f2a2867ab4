/** Where notebooks live between visits: the contract; bodies beside it. */
import type { NamedBlob } from "../../domain/job.ts";
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import type { BinEntry, Change } from "../history.ts";

/** Where a notebook came from, when not from this browser. */
export interface Origin {
  readonly type: "url" | "link" | "example";
  /** the address; empty for a link that held the document itself */
  readonly url: string;
  /** the document as it was published, serialised */
  readonly published: string;
  /** ISO 8601 */
  readonly openedAt: string;
}
export interface NotebookRecord {
  readonly id: string;
  readonly title: string;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** counts saves; a save that finds another number than it expects is a conflict */
  readonly revision: number;
  /** the document, serialised */
  readonly text: string;
  /** changes of the history that are applied; later ones can be redone */
  readonly cursor: number;
  readonly bin: readonly BinEntry[];
  readonly origin: Origin | null;
  /** ISO 8601; null unless deleted and still to be had back */
  readonly deletedAt: string | null;
}
export type NotebookSummary = Omit<NotebookRecord, "text" | "bin" | "cursor"> & {
  readonly cells: number;
  /** of its text; results and weights are kept apart */
  readonly bytes: number;
};
export interface StoredNotebook {
  readonly record: NotebookRecord;
  /** the whole history, oldest first; may start later than the first edit */
  readonly changes: readonly Change[];
  /** the number of changes[0], counted from the notebook's first edit; see Save */
  readonly first: number;
}
/** One save: the record, and the changes that are new or were merged since the last. */
export interface Save {
  readonly record: Omit<NotebookRecord, "revision">;
  /** the revision that this tab read or wrote last; 0 for a new notebook */
  readonly expected: number;
  /** changes are numbered from the notebook's first edit; those before this number are forgotten */
  readonly first: number;
  /** replaces the history from this number on */
  readonly changesFrom: number;
  readonly changes: readonly Change[];
}
export type SaveOutcome =
  | { readonly status: "saved"; readonly revision: number }
  /** another tab saved in between; nothing was written */
  | { readonly status: "conflict"; readonly theirs: NotebookRecord }
  /** another tab deleted it for ever; nothing was written: save all of it with `expected: 0` */
  | { readonly status: "gone" };

export interface Snapshot {
  readonly id: number;
  readonly notebook: string;
  /** ISO 8601 */
  readonly at: string;
  /** why it was taken, in words: `opened`, `before restoring`, … */
  readonly label: string;
  readonly text: string;
}
export interface Usage {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}
export interface LibraryEvent {
  /** `here` answers `opened`: that tab shows the same notebook; `removed` also for the bin */
  readonly type: "saved" | "removed" | "opened" | "here" | "closed";
  readonly notebook: string;
  /** 0 where nothing was saved */
  readonly revision: number;
  /** tells tabs apart */
  readonly tab: string;
}
/** Every call rejects with a FieldbookError `storage` whose sentence says what to do. */
export interface Library {
  list(): Promise<readonly NotebookSummary[]>;
  load(id: string): Promise<StoredNotebook | null>;
  save(save: Save): Promise<SaveOutcome>;
  /** whether what is stored is what was meant: reads back and compares */
  verify(id: string, revision: number, text: string): Promise<boolean>;
  /** moves to the bin, or back with `false` */
  setDeleted(id: string, deleted: boolean): Promise<void>;
  /** for ever, with history, snapshots */
  purge(id: string): Promise<void>;
  snapshots(notebook: string): Promise<readonly Snapshot[]>;
  /**
   * Keeps at most 50 a notebook: the newest, thinned with age.
   * Does nothing when the newest one has the same text.
   */
  addSnapshot(snapshot: Omit<Snapshot, "id">): Promise<void>;
  results(keys: readonly ResultKey[]): Promise<ReadonlyMap<ResultKey, KeptValue>>;
  /** drops the results used longest ago when room is short */
  putResult(key: ResultKey, value: KeptValue): Promise<void>;
  file(sha256: string): Promise<NamedBlob | null>;
  putFile(sha256: string, file: NamedBlob): Promise<void>;
  usage(): Promise<Usage | null>;
  /** what other tabs do; returns the end of listening */
  watch(listener: (event: LibraryEvent) => void): () => void;
  /** tells other tabs that this one shows a notebook, still does, or ceases to */
  announce(type: "opened" | "here" | "closed", notebook: string): void;
  close(): void;
}
