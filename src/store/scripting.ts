/** `window.fieldbook`: the notebook for a script; see docs/scripting.md. */
import type { Cell } from "../domain/document.ts";
import { FieldbookError, type ErrorCode, type WireError } from "../domain/errors.ts";
import type { BackendName } from "../domain/job.ts";
import type { RunState } from "../domain/run.ts";
import { exportNotebook } from "./embedded.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import { IDLE, type Notebook, type NotebookState, type SavingState } from "./notebook.ts";
import { runAll } from "./runs.ts";
import { startNotebook } from "./session.ts";

/** Plain data, so that it can leave the page. */
export interface CellStatus {
  readonly id: string;
  readonly type: Cell["type"];
  readonly status: RunState["status"];
  /** what is wrong with the names it uses, one sentence each */
  readonly problems: readonly string[];
  /** why the last run failed */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}
export interface Status {
  readonly engine: {
    readonly status: NotebookState["engine"]["status"];
    readonly backend?: BackendName;
    readonly adapter?: string;
    readonly error?: { readonly code: ErrorCode; readonly message: string };
  };
  readonly cells: readonly CellStatus[];
  /** whether anything computes */
  readonly running: boolean;
  readonly saving: SavingState["status"];
}
export interface FieldbookApi {
  /**
   * Opens a document as a new notebook: the text of a `*.fieldbook.json`, or the object it stands for.
   * Rejects with one sentence when it is none.
   */
  open(document: string | object): Promise<void>;
  /** Runs every cell; resolves when nothing runs any more. What failed is said, not thrown. */
  runAll(): Promise<Status>;
  status(): Status;
  /** The text of a `*.fieldbook.json`, with `results` also what was computed. */
  export(options?: { readonly results?: boolean }): string;
}

export const createScripting = (book: Notebook): FieldbookApi => ({
  async open(document) {
    const { document: parsed, results, notes } = parseNotebook(toText(document));
    await startNotebook(book, parsed, { results, notes });
  },
  async runAll() {
    runAll(book);
    await untilQuiet(book);
    return describe(book.store.getState());
  },
  status: () => describe(book.store.getState()),
  export: (options = {}) => exportNotebook(book, options),
});

function toText(document: string | object): string {
  if (typeof document === "string") return document;
  const refuse = (cause?: unknown): FieldbookError =>
    new FieldbookError(
      "bad-file",
      "The object is no document: it refers to itself, or holds what JSON cannot say.",
      {},
      { cause },
    );
  try {
    const text: unknown = JSON.stringify(document);
    if (typeof text === "string") return text;
  } catch (cause) {
    throw refuse(cause);
  }
  throw refuse();
}

const isRunning = ({ runtime }: NotebookState): boolean =>
  [...runtime.values()].some(({ run }) => run.status === "running");

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Resolves when nothing runs, also not what the end of a run set going some tasks later. */
async function untilQuiet({ store }: Notebook): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet++) {
    await nextTask();
    if (!isRunning(store.getState())) continue;
    await new Promise<void>((resolve) => {
      const end = store.subscribe((state) => {
        if (isRunning(state)) return;
        end();
        resolve();
      });
    });
    quiet = -1;
  }
}

const say = ({ code, message }: WireError) => ({ code, message });

function describe(state: NotebookState): Status {
  const { engine, document, runtime, graph, saving } = state;
  return {
    engine: {
      status: engine.status,
      ...(engine.status === "ready" && { backend: engine.backend, adapter: engine.adapter }),
      ...(engine.status === "failed" && { error: say(engine.error) }),
    },
    cells: document.cells.map(({ id, type }) => {
      const { run } = runtime.get(id) ?? IDLE;
      const problems = graph.problems.get(id) ?? [];
      return {
        id,
        type,
        status: run.status,
        problems,
        ...(run.status === "failed" && { error: say(run.error) }),
      };
    }),
    running: isRunning(state),
    saving: saving.status,
  };
}
