/** Forward passes of the last input, so that another unit of it costs the way back alone. */
import type { MeanImage } from "../domain/result.ts";
import type { ForwardPass } from "./inputGradient.ts";

export class PassCache implements Disposable {
  #key: string | null = null;
  readonly #passes = new Map<number, ForwardPass>();
  /** mean of the images that the passes are of */
  input: MeanImage | null = null;

  /** Makes room: what was kept of another input goes. */
  begin(key: string | null): void {
    if (key !== null && key === this.#key) return;
    this[Symbol.dispose]();
    this.#key = key;
  }
  get size(): number {
    return this.#passes.size;
  }
  /** The pass of an image, which the caller owns until it is put back. */
  take(image: number): ForwardPass | null {
    const pass = this.#passes.get(image) ?? null;
    this.#passes.delete(image);
    return pass;
  }
  /** Keeps a pass; without a key it is freed. */
  put(image: number, pass: ForwardPass): void {
    this.#passes.get(image)?.[Symbol.dispose]();
    this.#passes.delete(image);
    if (this.#key === null) pass[Symbol.dispose]();
    else this.#passes.set(image, pass);
  }
  [Symbol.dispose](): void {
    for (const pass of this.#passes.values()) pass[Symbol.dispose]();
    this.#passes.clear();
    this.input = null;
    this.#key = null;
  }
}
