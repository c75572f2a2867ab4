/** How much work a device takes in a given time, learned from what it has done. */

/** Multiply-accumulates a second of the slowest GPU that is expected: nothing is known of one at first. */
const SLOWEST = 1e10;
/** What is handed over before waiting: bounds what a cancel waits for, and covers what is between batches. */
const IN_FLIGHT_SECONDS = 0.15;
/** Never less, multiply-accumulates: waiting has its own price. */
const LEAST_IN_FLIGHT = 4e9;
/** A single dispatch stays far below the 2 s after which Windows takes the device away. */
const AT_ONCE_SECONDS = 0.1;
/** Share of what is known that stays when a batch was slower: other programs come and go. */
const MEMORY = 0.9;
/** Batches smaller than this say more about what is around them. */
const LEAST_MACS = 1e8;

export class Pace {
  #perSecond = SLOWEST;
  #gathered = 0;
  #begin = 0;
  readonly #now: () => number;

  /** `now` in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** multiply-accumulates of a batch */
  get inFlight(): number {
    return Math.max(LEAST_IN_FLIGHT, this.#perSecond * IN_FLIGHT_SECONDS);
  }
  /** multiply-accumulates of a dispatch */
  get atOnce(): number {
    return this.#perSecond * AT_ONCE_SECONDS;
  }

  /** So much more was given to the device. */
  add(macs: number): void {
    if (this.#gathered === 0) this.#begin = this.#now();
    this.#gathered += macs;
  }

  /** What was added so far is handed over as a batch; the function returned is to be called at its end. */
  handOver(): () => void {
    const [macs, begin] = [this.#gathered, this.#begin];
    this.#gathered = 0;
    return () => {
      // the wait for the batch before is counted too, and so is an end that is noticed late: never too fast
      const seconds = (this.#now() - begin) / 1000;
      if (macs >= LEAST_MACS && seconds > 0)
        this.#perSecond = Math.max(SLOWEST, MEMORY * this.#perSecond, macs / seconds);
    };
  }
}
