import "fake-indexeddb/auto";
import type { NotebookDocument, TextCell } from "../../../src/domain/document.ts";
import type { KeptValue } from "../../../src/domain/stored.ts";
import type { Change } from "../../../src/store/history.ts";
import type { NotebookRecord, Save } from "../../../src/store/persistence/library.ts";
import { openLibrary, type LibraryOptions } from "../../../src/store/persistence/openLibrary.ts";

let names = 0;
/** A name that no other test's database has. */
export const freshName = (): string => `test-${process.pid}-${names++}`;
export const freshLibrary = (options: LibraryOptions = {}) =>
  openLibrary({ name: freshName(), ...options });

export const textCell = (id: string, text: string): TextCell => ({
  id,
  type: "text",
  text,
  folded: false,
  bare: false,
  extra: {},
});
export const documentWith = (...texts: readonly string[]): NotebookDocument => ({
  title: "Strips",
  cells: texts.map((text, i) => textCell(`cell${i}`, text)),
  extra: {},
});
export const change = (label: string): Change => ({
  label,
  at: "2026-01-01T00:00:00.000Z",
  merge: null,
  before: { title: "before" },
  after: { title: label },
});
export const recordOf = (id: string, text = '{"cells":[]}'): Omit<NotebookRecord, "revision"> => ({
  id,
  title: `Title of ${id}`,
  createdAt: "2026-01-01T00:00:00.000Z",
  modifiedAt: "2026-01-02T00:00:00.000Z",
  text,
  cursor: 0,
  bin: [],
  origin: null,
  deletedAt: null,
});
export const saveOf = (id: string, patch: Partial<Save> = {}): Save => ({
  record: recordOf(id),
  expected: 0,
  first: 0,
  changesFrom: 0,
  changes: [],
  ...patch,
});
/** Class scores of one image: a small result of about `8 · classes` bytes. */
export const logits = (classes: number): KeptValue => ({
  kind: "logits",
  logits: Float32Array.from({ length: classes }, (_, i) => i / 2),
  images: 1,
  classes,
  computed: { backend: "cpu", adapter: "test", seconds: 1, at: "2026-01-01T00:00:00.000Z" },
});

/** Makes writes of a store fail as on a full disk until the returned function is called. */
export function fillDisk(isRefused: (store: string) => boolean = () => true): () => void {
  const { put, add } = IDBObjectStore.prototype;
  const refuse = (store: string): void => {
    if (isRefused(store)) throw new DOMException("The disk is full.", "QuotaExceededError");
  };
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    refuse(this.name);
    return put.apply(this, args);
  };
  IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
    refuse(this.name);
    return add.apply(this, args);
  };
  return () => Object.assign(IDBObjectStore.prototype, { put, add });
}
/** Waits until something holds, checking often. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not so after ${ms} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
