/** A download as it is shown, and what can be done with downloads: the contract; its body beside it. */
import type { StoreApi } from "zustand/vanilla";
import type { Disk, DiskFile } from "../../client/disk/disk.ts";
import type { WireError } from "../../domain/errors.ts";
import type { NamedBlob } from "../../domain/job.ts";
import type { Fetch } from "./network.ts";
import type { DownloadPlan } from "./plan.ts";

export type DownloadStatus =
  | "running"
  /** the connection failed and is tried again by itself */
  | "waiting"
  | "paused"
  /** all is here; its SHA-256 is computed */
  | "checking"
  | "done"
  | "failed";
export interface Download {
  /** the file's key on the disk */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** the model cell that it is for; null for none, as when an earlier visit began it */
  readonly cell: string | null;
  readonly status: DownloadStatus;
  /** bytes that are here, of all parts together */
  readonly done: number;
  /** null where no server tells */
  readonly total: number | null;
  /** bytes a second; null until it can be told */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** why it waits or began anew; empty when all is well */
  readonly note: string;
  readonly error: WireError | null;
}
/** A file that is here whole. */
export interface Downloaded extends NamedBlob {
  readonly url: string;
  readonly sha256: string;
}
export interface Downloads {
  readonly store: StoreApi<{ readonly tasks: ReadonlyMap<string, Download> }>;
  readonly disk: Disk;
  readonly fetch: Fetch;
  /** Begins, and gives the id; `onDone` may reject, which the download then shows as its failure. */
  start(
    plan: DownloadPlan,
    onDone: (file: Downloaded) => Promise<void> | void,
    cell?: string,
  ): Promise<string>;
  pause(id: string): void;
  /** Goes on with what was paused, failed, or was left by an earlier visit. */
  resume(id: string, onDone?: (file: Downloaded) => Promise<void> | void): Promise<void>;
  /** Ends it and deletes what came. */
  cancel(id: string): Promise<void>;
  /** A finished download is no longer shown; its file stays. */
  dismiss(id: string): void;
  /** The file with this SHA-256, if it is here. */
  find(sha256: string): Promise<Downloaded | null>;
  /** all that is kept, whole and in part */
  list(): Promise<readonly DiskFile[]>;
  remove(key: string): Promise<void>;
}
