/** The contribution maps of a run, added up and measured one by one. */
import { areaRatios } from "../analysis/areaRatio.ts";
import { addTo } from "../domain/addTo.ts";
import type { ProtocolName } from "../domain/job.ts";
import type { AreaRatio, ErfMap } from "../domain/result.ts";

export class MapSum {
  readonly #height: number;
  readonly #width: number;
  readonly #protocol: ProtocolName;
  #sum: ErfMap["sum"] | null = null;
  #count = 0;
  #skipped = 0;
  #squares: readonly (readonly AreaRatio[])[] = [];
  #waiting: ErfMap["sum"] | null = null;

  /** Of maps [height, width], px, measured as `protocol` does. */
  constructor(height: number, width: number, protocol: ProtocolName) {
    this.#height = height;
    this.#width = width;
    this.#protocol = protocol;
  }

  /** Takes a map [height·width], null where it held NaN; it is measured and added by the next `settle`. */
  take(map: ErfMap["sum"] | null): void {
    this.settle();
    this.#waiting = map;
    if (map === null) this.#skipped++;
    else this.#count++;
  }

  /** Measures and adds the map that waits, which takes milliseconds; nothing where none does. */
  settle(): void {
    const sum = this.#waiting;
    if (sum === null) return;
    this.#waiting = null;
    const [height, width] = [this.#height, this.#width];
    const ratios = areaRatios({ height, width, sum, count: 1, skipped: 0 }, this.#protocol);
    this.#squares = [...this.#squares, ratios];
    if (this.#sum === null) this.#sum = sum;
    else addTo(this.#sum, sum);
  }

  /** How many maps were taken that did not hold NaN. */
  get count(): number {
    return this.#count;
  }

  /** Settles and gives what all maps taken come to. The sum is added to later on, unless this was the last. */
  soFar(): { readonly map: ErfMap; readonly perImage: readonly (readonly AreaRatio[])[] } {
    this.settle();
    const [height, width] = [this.#height, this.#width];
    const sum = this.#sum ?? new Float64Array(height * width);
    const map = { height, width, sum, count: this.#count, skipped: this.#skipped };
    return { map, perImage: this.#squares };
  }
}
