/** The states a figure passes through and the one function that moves between them. */
import type { WireError } from "./errors.ts";
import type { Progress } from "./result.ts";

/** `last` and `result` are ids of results kept elsewhere; `run` tells runs of one cell apart. */
export type RunState =
  | { readonly status: "idle" }
  | {
      readonly status: "running";
      readonly run: number;
      /** milliseconds of a monotonic clock */
      readonly startedAt: number;
      readonly now: number;
      readonly progress: Progress | null;
      /** when work was first reported, and how much: what came before was preparation */
      readonly first: { readonly at: number; readonly done: number } | null;
      readonly last: string | null;
    }
  | { readonly status: "done"; readonly result: string; readonly seconds: number }
  | { readonly status: "stale"; readonly last: string; readonly change: string }
  | { readonly status: "stopped"; readonly last: string | null }
  | { readonly status: "failed"; readonly error: WireError; readonly last: string | null };

export type RunEvent =
  | { readonly type: "started"; readonly run: number; readonly at: number }
  | {
      readonly type: "progressed";
      readonly run: number;
      readonly at: number;
      readonly progress: Progress;
    }
  | {
      readonly type: "finished";
      readonly run: number;
      readonly at: number;
      readonly result: string;
    }
  | { readonly type: "stopped"; readonly run: number }
  | { readonly type: "failed"; readonly run: number; readonly error: WireError }
  /** a result that was kept is what is asked for now */
  | { readonly type: "recalled"; readonly result: string; readonly seconds: number }
  /** something the figure depends on is no longer what it was drawn with */
  | { readonly type: "changed"; readonly change: string };

/** The result that a state shows, or null when there is nothing to show. */
export function shownResult(state: RunState): string | null {
  switch (state.status) {
    case "idle":
      return null;
    case "done":
      return state.result;
    case "running":
    case "stale":
    case "stopped":
    case "failed":
      return state.last;
    default:
      return state satisfies never;
  }
}

/** The next state; messages of a run that was superseded or stopped change nothing. */
export function transition(state: RunState, event: RunEvent): RunState {
  const last = shownResult(state);
  if (event.type === "started")
    return {
      status: "running",
      run: event.run,
      startedAt: event.at,
      now: event.at,
      progress: null,
      first: null,
      last,
    };
  if (event.type === "recalled")
    return { status: "done", result: event.result, seconds: event.seconds };
  if (event.type === "changed")
    return last === null ? { status: "idle" } : { status: "stale", last, change: event.change };
  if (state.status !== "running" || state.run !== event.run) return state;
  switch (event.type) {
    case "progressed":
      return {
        ...state,
        progress: event.progress,
        now: event.at,
        first: state.first ?? { at: event.at, done: event.progress.done },
      };
    case "finished":
      return {
        status: "done",
        result: event.result,
        seconds: (event.at - state.startedAt) / 1000,
      };
    case "stopped":
      return { status: "stopped", last };
    case "failed":
      return { status: "failed", error: event.error, last };
    default:
      return event satisfies never;
  }
}

/** Seconds left judged by the work done since it began, or null while too little is done to say. */
export function secondsLeft(state: RunState): number | null {
  if (state.status !== "running" || state.progress === null || state.first === null) return null;
  const { done, total } = state.progress;
  const worked = done - state.first.done;
  if (worked <= 0) return null;
  return ((state.now - state.first.at) / 1000 / worked) * Math.max(0, total - done);
}
