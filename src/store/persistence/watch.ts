/** Word between the tabs of one browser. */
import type { LibraryEvent } from "./library.ts";

export interface Wire {
  send(event: Omit<LibraryEvent, "tab">): void;
  /** returns the end of listening */
  watch(listener: (event: LibraryEvent) => void): () => void;
  close(): void;
}
const TYPES: readonly unknown[] = ["saved", "removed", "opened", "here", "closed"];

/** Other tabs may run another version. */
const isLibraryEvent = (value: unknown): value is LibraryEvent => {
  if (typeof value !== "object" || value === null) return false;
  const { type, notebook, revision, tab } = value as Readonly<Record<string, unknown>>;
  return (
    TYPES.includes(type) &&
    typeof notebook === "string" &&
    typeof revision === "number" &&
    typeof tab === "string"
  );
};

/** Opens a wire under a name; where the browser has none, nothing is heard. */
export function openWire(name: string, tab: string): Wire {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  const listeners = new Set<(event: LibraryEvent) => void>();
  let open = true;
  channel?.addEventListener("message", (message: MessageEvent<unknown>) => {
    if (open && isLibraryEvent(message.data))
      for (const listener of listeners) listener(message.data);
  });
  return {
    send: (event) => {
      if (open) channel?.postMessage({ ...event, tab });
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      open = false;
      channel?.close();
    },
  };
}
