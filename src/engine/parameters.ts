/** Weights on the device, of all models: uploaded when a step first runs, the oldest dropped when they pass a budget. */
import type { Step, WeightedStep } from "./plan.ts";
import { inOrientations, type ParametersOf, upload, type Uploaded } from "./stepParameters.ts";

const FULL_SHARE = 0.9;

export class Parameters {
  readonly #entries = new Map<Step, Uploaded>();
  /** steps whose weights are held in one orientation */
  readonly #slim = new WeakSet<Step>();
  readonly #budgetBytes: number;
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  /** Tensors on the device; they stay valid until the next call. */
  async of<S extends WeightedStep>(step: S): Promise<ParametersOf<S>> {
    const known = this.#entries.get(step);
    if (known !== undefined) {
      this.#entries.delete(step); // moves it to the young end
      this.#entries.set(step, known);
      return known.value as ParametersOf<S>;
    }
    const entry = await upload(step, !this.#slim.has(step));
    this.#entries.set(step, entry);
    this.#bytes += entry.bytes;
    for (const old of this.#entries.keys()) {
      if (this.#bytes <= this.#budgetBytes || old === step) break;
      this.drop([old]);
    }
    return entry.value as ParametersOf<S>;
  }

  /** Has products hold their weights in both orientations, or turn them for each gradient. */
  hold(steps: readonly Step[], both: boolean): void {
    for (const step of steps) {
      if (both) this.#slim.delete(step);
      else this.#slim.add(step);
      const known = this.#entries.get(step);
      if (known === undefined) continue;
      const entry = inOrientations(known, both);
      this.#entries.set(step, entry);
      this.#bytes += entry.bytes - known.bytes;
    }
  }

  /** True when so many bytes of weights leave so little room that the next may drop one of them. */
  filledBy(bytes: number): boolean {
    return bytes > this.#budgetBytes * FULL_SHARE;
  }

  /** Bytes that the weights of these steps take now. */
  bytesOf(steps: readonly Step[]): number {
    return steps.reduce((sum, step) => sum + (this.#entries.get(step)?.bytes ?? 0), 0);
  }

  get bytes(): number {
    return this.#bytes;
  }

  drop(steps: Iterable<Step>): void {
    for (const step of steps) {
      const entry = this.#entries.get(step);
      if (entry === undefined) continue;
      for (const tensor of entry.tensors) tensor.dispose();
      this.#entries.delete(step);
      this.#bytes -= entry.bytes;
    }
  }

  dispose(): void {
    this.drop([...this.#entries.keys()]);
  }
}
