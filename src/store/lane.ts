/** One holder at a time: what is heavy for the engine waits here, the most urgent first. */
import { cancelled } from "../domain/errors.ts";

/** What a person asked for, what a change asks for, what can wait. */
export const URGENCY = { hand: 2, reaction: 1, background: 0 } as const;
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];

interface Waiting {
  readonly urgency: Urgency;
  readonly enter: () => void;
}
export interface Lane {
  /** Resolves when the lane is free to a function that leaves it; rejects with `cancelled`. */
  enter(urgency: Urgency, signal: AbortSignal): Promise<() => void>;
}

export function createLane(): Lane {
  let taken = false;
  let queue: readonly Waiting[] = [];
  const leave = (): void => {
    const next = queue.toSorted((p, q) => q.urgency - p.urgency)[0];
    if (!next) taken = false;
    else {
      queue = queue.filter((waiting) => waiting !== next);
      next.enter();
    }
  };
  return {
    enter: (urgency, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(cancelled());
        const once = (): (() => void) => {
          let left = false;
          return () => {
            if (!left) leave();
            left = true;
          };
        };
        if (!taken) {
          taken = true;
          return resolve(once());
        }
        const waiting: Waiting = { urgency, enter: () => resolve(once()) };
        queue = [...queue, waiting];
        signal.addEventListener("abort", () => {
          if (!queue.includes(waiting)) return;
          queue = queue.filter((other) => other !== waiting);
          reject(cancelled());
        });
      }),
  };
}
