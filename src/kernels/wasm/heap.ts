import { FieldbookError } from "../../domain/errors.ts";

const PAGE = 65536;
const MOST_PAGES = 65536;
/** A memory grows by this share of itself at least, since every time costs a collection of garbage. */
const LEAST_GROWTH = 1 / 8;
const LEAST_PAGES = 16;

interface Gap {
  start: number;
  end: number;
}

/** Addresses in a WebAssembly memory, each a multiple of 16; what is freed is given out again. */
export class Heap {
  readonly #memory: WebAssembly.Memory;
  readonly #base: number;
  readonly #sizes = new Map<number, number>();
  /** free ranges below the top, by address, none touching another */
  #gaps: Gap[] = [];
  #top: number;

  constructor(memory: WebAssembly.Memory, base: number) {
    this.#memory = memory;
    this.#base = Math.ceil(base / 16) * 16;
    this.#top = this.#base;
  }

  /** bytes of the memory itself */
  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Forgets all addresses; the memory stays as large as it has become. */
  reset(): void {
    this.#top = this.#base;
    this.#gaps = [];
    this.#sizes.clear();
  }

  /** The address of `bytes` free bytes; throws "too-large" when the memory cannot grow to them. */
  reserve(bytes: number): number {
    const size = Math.ceil(bytes / 16) * 16;
    const gap = this.#gaps.find(({ start, end }) => end - start >= size);
    const address = gap === undefined ? this.#extend(size) : gap.start;
    if (gap !== undefined) {
      gap.start += size;
      if (gap.start === gap.end) this.#gaps.splice(this.#gaps.indexOf(gap), 1);
    }
    if (size > 0) this.#sizes.set(address, size);
    return address;
  }

  /** Takes back what `reserve` gave. */
  free(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) return;
    this.#sizes.delete(address);
    let [start, end] = [address, address + size];
    let at = this.#gaps.findIndex((gap) => gap.start > address);
    if (at < 0) at = this.#gaps.length;
    const [before, after] = [this.#gaps[at - 1], this.#gaps[at]];
    if (after?.start === end) {
      end = after.end;
      this.#gaps.splice(at, 1);
    }
    if (before?.end === start) {
      start = before.start;
      this.#gaps.splice(--at, 1);
    }
    if (end === this.#top) this.#top = start;
    else this.#gaps.splice(at, 0, { start, end });
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

  /** A view that holds until the next `reserve`. */
  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, address, length);
  }

  #extend(size: number): number {
    const address = this.#top;
    const end = address + size;
    const missing = Math.ceil((end - this.bytes) / PAGE);
    if (missing > 0) this.#grow(missing, end);
    this.#top = end;
    return address;
  }

  #grow(pages: number, end: number): void {
    const now = this.bytes / PAGE;
    const ahead = Math.max(pages, LEAST_PAGES, Math.ceil(now * LEAST_GROWTH));
    try {
      if (now + pages > MOST_PAGES) throw new RangeError("more than 4 GiB");
      try {
        this.#memory.grow(Math.min(ahead, MOST_PAGES - now));
      } catch {
        this.#memory.grow(pages);
      }
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
