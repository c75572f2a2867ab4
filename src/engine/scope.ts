export interface Disposes {
  dispose(): void;
}

/** Owns what it is given and frees it on exit, last first. `release` hands one out alive. */
export class Scope implements Disposable {
  readonly #owned = new Set<Disposes>();
  own<T extends Disposes>(thing: T): T {
    this.#owned.add(thing);
    return thing;
  }
  release<T extends Disposes>(thing: T): T {
    this.#owned.delete(thing);
    return thing;
  }
  /** Frees one now. */
  free(thing: Disposes): void {
    if (this.#owned.delete(thing)) thing.dispose();
  }
  [Symbol.dispose](): void {
    for (const thing of [...this.#owned].reverse()) thing.dispose();
    this.#owned.clear();
  }
}
