import { FieldbookError } from "../../domain/errors.ts";

const PAGE = 65536;
const MOST_PAGES = 65536;

/** Addresses given out for the length of one call: each a multiple of 16, none ever freed alone. */
export class Heap {
  readonly #memory: WebAssembly.Memory;
  readonly #base: number;
  #top: number;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#base = Math.ceil(base / 16) * 16;
    this.#top = this.#base;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Forgets all addresses; the memory stays as large as it has become. */
  reset(): void {
    this.#top = this.#base;
  }

  /** The address of `bytes` free bytes; throws "too-large" when the memory cannot grow to them. */
  reserve(bytes: number): number {
    const address = this.#top;
    const end = address + Math.ceil(bytes / 16) * 16;
    const missing = Math.ceil((end - this.bytes) / PAGE);
    if (missing > 0) this.#grow(missing, end);
    this.#top = end;
    return address;
  }

  /** The address of a copy of `values`. */
  put(values: Float32Array): number {
    const address = this.reserve(values.byteLength);
    this.floats(address, values.length).set(values);
    return address;
  }

  /** A view that holds until the next `reserve`. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, address, length);
  }

  #grow(pages: number, end: number): void {
    try {
      if (this.bytes / PAGE + pages > MOST_PAGES) throw new RangeError("more than 4 GiB");
      this.#memory.grow(pages);
    } catch (cause) {
      throw new FieldbookError(
        "too-large",
        `The WebAssembly kernels need ${(end / 2 ** 20).toFixed(0)} MiB of memory and could not get it; use a smaller input.`,
        { bytes: end },
        { cause },
      );
    }
  }
}
