/** What the browser's database throws, as one sentence that says what to do. */
import { FieldbookError } from "../../domain/errors.ts";

/** In `data.reason` of the error, for programs. */
export type StorageReason = "full" | "closed" | "outdated" | "blocked" | "absent" | "unknown";

export const SENTENCES: Readonly<Record<Exclude<StorageReason, "unknown">, string>> = {
  full: "This browser's storage is full: free space on this computer, or export the notebook, then delete notebooks or results in the library.",
  closed:
    "The browser closed this page's storage: export the notebook to be safe, then reload the page.",
  outdated:
    "A newer Fieldbook is in use in this browser: export the notebook to be safe, then reload the page.",
  blocked:
    "An older Fieldbook is open in another tab and holds the notebooks: close that tab, then reload this page.",
  absent:
    "This browser keeps nothing for this page, as in a private window or with site data blocked: allow site data, or export the notebook before you leave.",
};

export const storageError = (
  reason: Exclude<StorageReason, "unknown">,
  cause?: unknown,
): FieldbookError => new FieldbookError("storage", SENTENCES[reason], { reason }, { cause });

/** By DOMException name, see the IndexedDB specification. */
const REASONS: Readonly<Record<string, Exclude<StorageReason, "unknown">>> = {
  QuotaExceededError: "full",
  InvalidStateError: "closed",
  VersionError: "outdated",
  SecurityError: "absent",
  NotAllowedError: "absent",
};
/** The name of a DOMException, whichever realm made it. */
export const nameOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";

export function toStorageError(error: unknown): FieldbookError {
  if (error instanceof FieldbookError) return error;
  const reason = REASONS[nameOf(error)];
  if (reason) return storageError(reason, error);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new FieldbookError(
    "storage",
    `The browser could not store or read this (${said}): export the notebook, then reload the page.`,
    { reason: "unknown" },
    { cause: error },
  );
}

export const isFull = (error: unknown): boolean =>
  error instanceof FieldbookError && error.data["reason"] === "full";
