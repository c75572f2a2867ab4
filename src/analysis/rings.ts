/** A product that large is taken as its logarithm; times another value it still is a number. */
const LARGEST_PRODUCT = 1e250;
/** Where all values of a row are smaller, thirteen factors between two looks leave a product a number. */
const SMALL_VALUE = 1e4;
const ROWS_UNWATCHED = 4;

/** Square rings around row ⌊H/2⌋ and column ⌊W/2⌋, one pixel wide; ring 0 is that pixel. */
export class Rings {
  readonly #width: number;
  readonly #centreY: number;
  readonly #centreX: number;
  /** by ring, the sum of what was added */
  readonly sums: Float64Array<ArrayBuffer>;
  /** by ring, factors whose logarithm is still to be added */
  #products: Float64Array | null = null;
  #unwatched = 0;

  constructor(height: number, width: number) {
    this.#width = width;
    this.#centreY = Math.floor(height / 2);
    this.#centreX = Math.floor(width / 2);
    this.sums = new Float64Array(Math.max(this.#centreY, this.#centreX) + 1);
  }

  /** Adds row `y` of a map, which starts at `start` of `values`; NaN is left out. */
  addRow(y: number, values: Float64Array, start = 0): void {
    const { sums } = this;
    const middle = start + this.#centreX;
    const { ring, left, right } = this.#along(y);
    for (let at = start; at < start + left; at++) {
      const value = values[at]!;
      if (value === value) sums[middle - at] = sums[middle - at]! + value;
    }
    let along = sums[ring]!;
    for (let at = start + left; at <= start + right; at++) {
      const value = values[at]!;
      if (value === value) along += value;
    }
    sums[ring] = along;
    for (let at = start + right + 1; at < start + this.#width; at++) {
      const value = values[at]!;
      if (value === value) sums[at - middle] = sums[at - middle]! + value;
    }
  }

  /**
   * Adds ln(value + 1) along row `y`, values from 0 to `most`, 1e30 at most: by way of products, which
   * differ by rounding.
   */
  addLogs(y: number, row: Float64Array, most: number): void {
    const products = (this.#products ??= new Float64Array(this.sums.length).fill(1));
    if (most < SMALL_VALUE) return this.#addSmallLogs(y, row, products);
    this.#watch(products);
    const { ring, left, right } = this.#along(y);
    for (let x = 0; x < left; x++) this.#multiply(products, this.#centreX - x, row[x]! + 1);
    let product = products[ring]!;
    for (let x = left; x <= right; x++) {
      product *= row[x]! + 1;
      if (product > LARGEST_PRODUCT) product = this.#taken(ring, product);
    }
    products[ring] = product;
    for (let x = right + 1; x < this.#width; x++)
      this.#multiply(products, x - this.#centreX, row[x]! + 1);
  }

  #addSmallLogs(y: number, row: Float64Array, products: Float64Array): void {
    const { ring, left, right } = this.#along(y);
    const [centre, width] = [this.#centreX, this.#width];
    for (let x = 0; x < left; x++) products[centre - x] = products[centre - x]! * (row[x]! + 1);
    let product = products[ring]!;
    let x = left;
    for (; x + 7 <= right; x += 8) {
      if (product > LARGEST_PRODUCT) product = this.#taken(ring, product);
      const first = (row[x]! + 1) * (row[x + 1]! + 1) * ((row[x + 2]! + 1) * (row[x + 3]! + 1));
      const last = (row[x + 4]! + 1) * (row[x + 5]! + 1) * ((row[x + 6]! + 1) * (row[x + 7]! + 1));
      product *= first * last;
    }
    if (product > LARGEST_PRODUCT) product = this.#taken(ring, product);
    for (; x <= right; x++) product *= row[x]! + 1;
    products[ring] = product;
    for (x = right + 1; x < width; x++)
      products[x - centre] = products[x - centre]! * (row[x]! + 1);
    if (++this.#unwatched >= ROWS_UNWATCHED) this.#watch(products);
  }

  /** Puts a product into its sum; what is left of it is 1. */
  #taken(ring: number, product: number): 1 {
    this.sums[ring] = this.sums[ring]! + Math.log(product);
    return 1;
  }

  #watch(products: Float64Array): void {
    this.#unwatched = 0;
    for (let ring = 0; ring < products.length; ring++)
      if (products[ring]! > LARGEST_PRODUCT) products[ring] = this.#taken(ring, products[ring]!);
  }

  /** The sums, products included. */
  settled(): Float64Array<ArrayBuffer> {
    this.#products?.forEach((product, ring) => this.#taken(ring, product));
    this.#products = null;
    return this.sums;
  }

  #multiply(products: Float64Array, ring: number, factor: number): void {
    const product = products[ring]! * factor;
    products[ring] = product > LARGEST_PRODUCT ? this.#taken(ring, product) : product;
  }

  /** A row lies on one ring between two columns; outside them it crosses a ring with each pixel. */
  #along(y: number): { readonly ring: number; readonly left: number; readonly right: number } {
    const ring = Math.abs(y - this.#centreY);
    const left = Math.max(0, this.#centreX - ring);
    return { ring, left, right: Math.min(this.#width - 1, this.#centreX + ring) };
  }
}
