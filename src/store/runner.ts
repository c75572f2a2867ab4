/** What of a notebook runs now, beside its state: one run a cell, each to be superseded or stopped. */
import type { RunEvent } from "../domain/run.ts";
import { transition } from "../domain/run.ts";
import type { ResultKey } from "../domain/stored.ts";
import { dropCoarse } from "./coarse.ts";
import { createLane, type Lane } from "./lane.ts";
import { patchRuntime, runtimeOf, type Notebook } from "./notebook.ts";

interface Active {
  readonly run: number;
  readonly controller: AbortController;
  readonly keys: readonly ResultKey[];
}
export interface Runner {
  readonly lane: Lane;
  readonly active: Map<string, Active>;
  /** by cell: grows with everything that makes earlier answers late */
  readonly turns: Map<string, number>;
  /** by cell: the keys that it was last brought up to date with */
  readonly asked: Map<string, readonly ResultKey[]>;
  /** cells whose cost cannot be told before a model of theirs is open */
  readonly waiting: Set<string>;
  serial: number;
}
const runners = new WeakMap<Notebook, Runner>();

export function runnerOf(book: Notebook): Runner {
  let runner = runners.get(book);
  if (!runner) {
    runner = {
      lane: createLane(),
      active: new Map(),
      turns: new Map(),
      asked: new Map(),
      waiting: new Set(),
      serial: 0,
    };
    runners.set(book, runner);
  }
  return runner;
}

/** What was asked for this cell before is late from now on; its run, if any, is stopped. */
export function takeTurn(book: Notebook, id: string): { readonly current: () => boolean } {
  const { active, turns } = runnerOf(book);
  active.get(id)?.controller.abort();
  active.delete(id);
  const turn = (turns.get(id) ?? 0) + 1;
  turns.set(id, turn);
  return { current: () => turns.get(id) === turn };
}

export function dispatch(book: Notebook, id: string, event: RunEvent): void {
  const { run } = runtimeOf(book, id);
  const next = transition(run, event);
  if (next === run) return;
  patchRuntime(book, id, { run: next });
  if (next.status !== "running") dropCoarse(book, id);
}

export const sameKeys = (p: readonly ResultKey[], q: readonly ResultKey[]): boolean =>
  p.length === q.length && p.every((key, i) => key === q[i]);
