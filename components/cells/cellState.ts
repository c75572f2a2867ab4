/** What a cell's state is called and which glyph it bears. */
import type { CellRuntime } from "../../src/store/notebook.ts";

export type Glyph = "idle" | "running" | "done" | "stale" | "stopped" | "failed";

export const glyphOf = ({ run }: CellRuntime, hasProblem: boolean): Glyph =>
  hasProblem ? "failed" : run.status;

const WORDS: Readonly<Record<Glyph, string>> = {
  idle: "",
  running: "running",
  done: "",
  stale: "stale",
  stopped: "stopped",
  failed: "error",
};
/** The state in a word, or how long the run took. */
export function sayState({ run }: CellRuntime, glyph: Glyph): string {
  if (glyph === "done" && run.status === "done" && run.seconds >= 0.05)
    return `${run.seconds.toFixed(run.seconds < 100 ? 1 : 0)}\u202fs`;
  return WORDS[glyph];
}
