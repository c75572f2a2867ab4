import { describe, expect, it } from "vitest";
import type { WireError } from "../../src/domain/errors.ts";
import type { Progress } from "../../src/domain/result.ts";
import {
  secondsLeft,
  shownResult,
  transition,
  type RunEvent,
  type RunState,
} from "../../src/domain/run.ts";

const error: WireError = { code: "internal", message: "x", data: {} };
const progress: Progress = {
  done: 25,
  total: 100,
  images: { done: 1, total: 4 },
  at: "stages.0.0",
};
const idle: RunState = { status: "idle" };
const running: RunState = {
  status: "running",
  run: 2,
  startedAt: 1000,
  now: 1000,
  progress: null,
  first: null,
  last: "old",
};
const done: RunState = { status: "done", result: "old", seconds: 1 };
const stale: RunState = { status: "stale", last: "old", change: "stage 3 to 4" };
const stopped: RunState = { status: "stopped", last: "old" };
const failed: RunState = { status: "failed", error, last: "old" };

const TABLE: [string, RunState, RunEvent, RunState][] = [
  [
    "idle starts with nothing to show",
    idle,
    { type: "started", run: 2, at: 1000 },
    { ...running, last: null },
  ],
  ["done starts and keeps its picture", done, { type: "started", run: 2, at: 1000 }, running],
  ["failed starts and keeps its picture", failed, { type: "started", run: 2, at: 1000 }, running],
  [
    "running is superseded by a later run",
    running,
    { type: "started", run: 3, at: 1500 },
    { ...running, run: 3, startedAt: 1500, now: 1500 },
  ],
  [
    "running takes its own progress",
    running,
    { type: "progressed", run: 2, at: 2000, progress },
    { ...running, now: 2000, progress, first: { at: 2000, done: 25 } },
  ],
  [
    "running finishes",
    running,
    { type: "finished", run: 2, at: 3500, result: "new" },
    { status: "done", result: "new", seconds: 2.5 },
  ],
  ["running fails and keeps its picture", running, { type: "failed", run: 2, error }, failed],
  ["running stops and keeps its picture", running, { type: "stopped", run: 2 }, stopped],
  ["done becomes stale", done, { type: "changed", change: "stage 3 to 4" }, stale],
  ["running becomes stale", running, { type: "changed", change: "stage 3 to 4" }, stale],
  ["idle has nothing to become stale", idle, { type: "changed", change: "stage 3 to 4" }, idle],
  ["stale recalls what was kept", stale, { type: "recalled", result: "old", seconds: 1 }, done],
];

describe("the states of a run", () => {
  it.each(TABLE)("%s", (_, state, event, expected) => {
    expect(transition(state, event)).toEqual(expected);
  });

  const late: RunEvent[] = [
    { type: "progressed", run: 1, at: 9, progress },
    { type: "finished", run: 1, at: 9, result: "late" },
    { type: "failed", run: 1, error },
    { type: "stopped", run: 1 },
  ];
  it("does not change for any message of a superseded run, in any state", () => {
    for (const state of [idle, running, done, stale, stopped, failed])
      for (const event of late) expect(transition(state, event)).toBe(state);
  });
  it("does not change for messages of its own run once that has ended", () => {
    for (const state of [done, stale, stopped, failed])
      for (const event of late)
        expect(transition(state, { ...event, run: 2 } as RunEvent)).toBe(state);
  });
  it("shows the last finished result in every state", () => {
    expect([idle, running, done, stale, stopped, failed].map(shownResult)).toEqual([
      null,
      ...Array<string>(5).fill("old"),
    ]);
  });
  it("judges the time left by the work done, not by the images", () => {
    const first = { at: 2000, done: 5 };
    expect(secondsLeft({ ...running, now: 4000, progress, first } as RunState)).toBe(7.5);
    expect(
      secondsLeft({ ...running, progress, first: { at: 1, done: 25 } } as RunState),
    ).toBeNull();
    expect(secondsLeft(running)).toBeNull();
    expect(secondsLeft(done)).toBeNull();
  });
});
