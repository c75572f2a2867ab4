/**
 * Figures that are drawn for paper for a moment: one of them as a picture, or all of them for a
 * page that is exported or printed. All of it happens in one task, so the screen never shows it.
 */
import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

export type PaperKind = "picture" | "page" | "print";
interface Paper {
  readonly kind: PaperKind;
  /** null for all figures */
  readonly cell: string | null;
}
let now: Paper | null = null;
const listeners = new Set<() => void>();

/** Draws for paper until it is taken away again. */
export function putOnPaper(kind: PaperKind, cell: string | null = null): void {
  setPaper({ kind, cell });
}
export function takeOffPaper(): void {
  setPaper(null);
}
function setPaper(next: Paper | null): void {
  now = next;
  flushSync(() => listeners.forEach((listen) => listen()));
}

/** What `make` finds is drawn for paper; it cannot wait for anything. */
export function onPaper<T>(kind: PaperKind, cell: string | null, make: () => T): T {
  putOnPaper(kind, cell);
  try {
    return make();
  } finally {
    takeOffPaper();
  }
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
/** What a figure is drawn for; null for the screen. */
export const usePaper = (cell: string): PaperKind | null =>
  useSyncExternalStore(subscribe, () =>
    now && (now.cell === null || now.cell === cell) ? now.kind : null,
  );
