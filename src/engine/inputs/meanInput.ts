import { addTo } from "../../domain/addTo.ts";
import type { MeanImage } from "../../domain/result.ts";
import type { Normalisation } from "./normalise.ts";

/** Sums the images of an input on the way and gives their mean as it looked before normalisation. */
export class MeanInput {
  readonly #size: readonly [number, number];
  /** the first image itself, until there is a second */
  #sum: Float32Array | Float64Array = new Float32Array(0);
  #count = 0;

  constructor(height: number, width: number) {
    this.#size = [height, width];
  }

  /** `values` [height, width, 3] must not be changed afterwards. */
  add(values: Float32Array): void {
    if (this.#count === 0) this.#sum = values;
    else if (this.#sum instanceof Float64Array) addTo(this.#sum, values);
    else this.#sum = sumOf(this.#sum, values);
    this.#count++;
  }

  mean(normalisation: Normalisation): MeanImage {
    const [height, width] = this.#size;
    const rgb = new Uint8Array(height * width * 3);
    writeBytes(rgb, this.#sum, this.#count, normalisation);
    return { height, width, rgb };
  }
}

function sumOf(a: Float32Array, b: Float32Array): Float64Array {
  const sum = new Float64Array(a.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a[i]! + b[i]!;
  return sum;
}

function writeBytes(
  rgb: Uint8Array,
  sum: Float32Array | Float64Array,
  count: number,
  { mean: [red, green, blue], std: [redSpread, greenSpread, blueSpread] }: Normalisation,
): void {
  for (let at = 0; at < sum.length; at += 3) {
    rgb[at] = toByte((sum[at]! / count) * redSpread + red);
    rgb[at + 1] = toByte((sum[at + 1]! / count) * greenSpread + green);
    rgb[at + 2] = toByte((sum[at + 2]! / count) * blueSpread + blue);
  }
}

/** 0–1 → 0–255, as Math.round gives it at a fraction of the time; what is not a number is 0. */
function toByte(value: number): number {
  const level = 255 * value;
  if (!(level >= 0.5)) return 0;
  return level >= 254.5 ? 255 : (level + 0.5) | 0;
}
