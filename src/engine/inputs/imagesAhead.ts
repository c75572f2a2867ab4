/** Input images made while the device is busy with the one before. */
import type { InputImage } from "./makeInput.ts";

type Make = (index: number) => Promise<InputImage>;

export class ImagesAhead {
  readonly #make: Make;
  #ahead: { readonly index: number; readonly image: Promise<InputImage> } | null = null;

  constructor(make: Make) {
    this.#make = make;
  }

  /** Makes image `index` now; what goes wrong is said when it is taken. */
  begin(index: number): void {
    const image = this.#make(index);
    image.catch(() => undefined);
    this.#ahead = { index, image };
  }

  /** Image `index`, made now where it was not begun. */
  take(index: number): Promise<InputImage> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead?.index === index ? ahead.image : this.#make(index);
  }
}
