/** Input images made before: a slider changes the network, not what it looks at. */
import type { InputImage } from "./makeInput.ts";

/** Ten images of 1024², two hundred of 224². A figure's eight must all fit: of fewer, the next to be read would always be the one that went. */
const MOST_BYTES = 128e6;

export class InputCache {
  readonly #images = new Map<string, InputImage>();
  #bytes = 0;

  /** The image under a key, made when it is not here; null keeps nothing. Its values must not be changed. */
  async of(key: string | null, make: () => Promise<InputImage>): Promise<InputImage> {
    const known = key === null ? undefined : this.#images.get(key);
    if (key === null || known !== undefined) return known ?? make();
    const image = await make();
    this.#forget(key);
    this.#images.set(key, image);
    this.#bytes += image.values.byteLength;
    for (const old of this.#images.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#forget(old);
    }
    return image;
  }

  #forget(key: string): void {
    this.#bytes -= this.#images.get(key)?.values.byteLength ?? 0;
    this.#images.delete(key);
  }
}
