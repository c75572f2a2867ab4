/** What a run carries with it: where it stops, how it says how far it is, and how it lets others in. */
import { cancelled } from "../domain/errors.ts";
import { nextTask } from "../domain/nextTask.ts";
import type { Progress } from "../domain/result.ts";
import type { Ops } from "./ops.ts";

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Longest time without letting messages in. */
const SLICE_MS = 12;

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

export class Run {
  readonly #ops: Ops;
  readonly #options: RunOptions;
  readonly #total: number;
  readonly #images: number;
  #done = 0;
  #imagesDone = 0;
  #batch = 0;
  /** resolves when the batch before this one is done */
  #before: Promise<void> = Promise.resolve();
  #sliceStart = performance.now();

  constructor(ops: Ops, total: number, images: number, options: RunOptions) {
    this.#ops = ops;
    this.#total = total;
    this.#images = images;
    this.#options = options;
  }

  /** Counts work as done, lets messages in, and throws `cancelled` when asked to stop. */
  async advance(macs: number, at: string): Promise<void> {
    this.#done += macs;
    this.#batch += macs;
    const { pace } = this.#ops;
    if (pace && this.#batch >= pace.inFlight) await this.#handOver();
    if (performance.now() - this.#sliceStart > SLICE_MS) {
      await nextTask();
      this.#sliceStart = performance.now();
      this.#report(at);
    }
    this.check();
  }

  /** Hands a batch over and waits for the one before: the device computes one while the next is made. */
  async #handOver(): Promise<void> {
    this.#batch = 0;
    const before = this.#before;
    this.#before = this.#ops.settle();
    this.#before.catch(() => undefined); // a run that ends before it is done has nobody to tell
    await before;
  }

  check(): void {
    throwIfAborted(this.#options.signal);
  }

  imageDone(at: string): void {
    this.#imagesDone++;
    this.#report(at);
  }

  #report(at: string): void {
    this.#options.onProgress?.({
      done: Math.min(this.#done, this.#total),
      total: this.#total,
      images: { done: this.#imagesDone, total: this.#images },
      at,
    });
  }
}
