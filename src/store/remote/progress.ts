/** How fast bytes come and when the last will be here, from what came in the last seconds. */
export interface Pace {
  /** bytes a second; null until it can be told */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}
const WINDOW_MS = 5000;
const LEAST_MS = 500;

/** Follows a number of bytes; `now` in milliseconds. */
export function createPace(): { at(now: number, done: number, total: number | null): Pace } {
  let marks: { readonly now: number; readonly done: number }[] = [];
  return {
    at(now, done, total) {
      // a download that began anew has no past
      if (done < (marks.at(-1)?.done ?? 0)) marks = [];
      marks.push({ now, done });
      while (marks.length > 2 && now - marks[1]!.now >= WINDOW_MS) marks.shift();
      const first = marks[0]!;
      const elapsed = now - first.now;
      if (elapsed < LEAST_MS) return { rate: null, secondsLeft: null };
      const rate = ((done - first.done) / elapsed) * 1000;
      const left = total === null || rate <= 0 ? null : (total - done) / rate;
      return { rate, secondsLeft: left };
    },
  };
}
