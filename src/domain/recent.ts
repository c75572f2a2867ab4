/** What was asked for last, by key: at most so many, the one asked for longest ago goes first. */
export class Recent<V> {
  readonly #known = new Map<string, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** What is under the key, made when it is not there. */
  of(key: string, make: () => V): V {
    const value = this.#known.has(key) ? (this.#known.get(key) as V) : make();
    this.#known.delete(key); // moves it to the young end
    this.#known.set(key, value);
    for (const old of [...this.#known.keys()].slice(0, -this.#most)) this.#known.delete(old);
    return value;
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  clear(): void {
    this.#known.clear();
  }
}
