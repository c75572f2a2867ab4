import { randomStream } from "./random.ts";
import type { Random } from "./random.ts";

const SMALLEST_RADIUS_PX = 1;
/** of the image's side */
const LARGEST_RADIUS = 1 / 3;
/** a pixel that shows less than this of what lies behind is done */
const COVERED = 1 / 512;
/** mean share of the image that may still be bare when no more leaves are dropped */
const BARE = 1e-4;
/** blocks of pixels are 8 × 8 */
const BLOCK_BITS = 3;
const BLOCK = 1 << BLOCK_BITS;

/** Which image of which seeded series. */
export interface SeededImage {
  /** side, px */
  readonly size: number;
  readonly seed: number;
  readonly index: number;
}

/**
 * A dead-leaves image [size, size, 3], RGB in 0–1: opaque discs of density 1/r³, which give the
 * edges and the scale invariance of natural images (Lee, Mumford and Huang 2001). Leaves are laid
 * from the front to the back, so that the picture is complete once every pixel is covered.
 */
export function deadLeaves({ size, seed, index }: SeededImage): Float32Array<ArrayBuffer> {
  const random = randomStream(seed, index);
  const image = new Float32Array(size * size * 3);
  /** what each pixel still shows of the leaves behind, 1 … 0 */
  const through = new Float32Array(size * size).fill(1);
  const drawRadius = radii(random, size);
  const open = new OpenBlocks(size);
  let bare = size * size;
  while (bare > BARE * size * size) {
    const radius = drawRadius();
    const y = (size + 2 * radius) * random.uniform() - radius;
    const x = (size + 2 * radius) * random.uniform() - radius;
    bare -= layBehind(image, through, open, { y, x, radius }, drawColour(random));
  }
  const [red, green, blue] = drawColour(random);
  for (let at = 0; at < through.length; at++) {
    image[3 * at] = image[3 * at]! + red * through[at]!;
    image[3 * at + 1] = image[3 * at + 1]! + green * through[at]!;
    image[3 * at + 2] = image[3 * at + 2]! + blue * through[at]!;
  }
  return image;
}

type Colour = readonly [number, number, number];

/** Lays one disc behind what is there, edges antialiased over one pixel; returns the bareness it took. */
function layBehind(
  image: Float32Array,
  through: Float32Array,
  open: OpenBlocks,
  { y, x, radius }: { readonly y: number; readonly x: number; readonly radius: number },
  [red, green, blue]: Colour,
): number {
  const { size } = open;
  const outer = radius + 0.5;
  const inner = Math.max(0, radius - 0.5) ** 2;
  const firstRow = Math.max(0, Math.ceil(y - outer));
  const lastRow = Math.min(size - 1, Math.floor(y + outer));
  const firstColumn = Math.max(0, Math.ceil(x - outer));
  const lastColumn = Math.min(size - 1, Math.floor(x + outer));
  if (!open.any(firstRow, lastRow, firstColumn, lastColumn)) return 0;
  let taken = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    const dy2 = (row - y) ** 2;
    const half = Math.sqrt(Math.max(0, outer * outer - dy2));
    const last = Math.min(size - 1, Math.floor(x + half));
    for (let column = Math.max(0, Math.ceil(x - half)); column <= last; column++) {
      if (open.isDone(row, column)) {
        column |= BLOCK - 1; // the last of its block
        continue;
      }
      const at = row * size + column;
      const left = through[at]!;
      if (left < COVERED) continue;
      const distance2 = dy2 + (column - x) ** 2;
      const share = left * (distance2 <= inner ? 1 : Math.max(0, outer - Math.sqrt(distance2)));
      image[3 * at] = image[3 * at]! + share * red;
      image[3 * at + 1] = image[3 * at + 1]! + share * green;
      image[3 * at + 2] = image[3 * at + 2]! + share * blue;
      through[at] = left - share;
      if (through[at]! < COVERED) open.close(row, column);
      taken += share;
    }
  }
  return taken;
}

/** Square blocks of pixels that are not all done: most leaves fall where nothing of them is seen. */
class OpenBlocks {
  readonly size: number;
  readonly #across: number;
  /** by block, pixels that are not done */
  readonly #open: Uint8Array;

  constructor(size: number) {
    this.size = size;
    this.#across = Math.ceil(size / BLOCK);
    this.#open = new Uint8Array(this.#across ** 2);
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) this.#open[this.#at(row, column)]! += 1;
  }

  isDone(row: number, column: number): boolean {
    return this.#open[this.#at(row, column)] === 0;
  }

  /** Whether some block that these rows and columns touch has an open pixel. */
  any(firstRow: number, lastRow: number, firstColumn: number, lastColumn: number): boolean {
    for (let row = firstRow; row <= lastRow; row = (row | (BLOCK - 1)) + 1)
      for (let column = firstColumn; column <= lastColumn; column = (column | (BLOCK - 1)) + 1)
        if (!this.isDone(row, column)) return true;
    return false;
  }

  close(row: number, column: number): void {
    this.#open[this.#at(row, column)]! -= 1;
  }

  #at(row: number, column: number): number {
    return (row >> BLOCK_BITS) * this.#across + (column >> BLOCK_BITS);
  }
}

/** Density 1/r³, times the area in which a centre touches the image, since centres are drawn within that. */
function radii(random: Random, size: number): () => number {
  const largest = Math.max(2 * SMALLEST_RADIUS_PX, size * LARGEST_RADIUS);
  const a = SMALLEST_RADIUS_PX ** -2;
  const b = largest ** -2;
  return () => {
    for (;;) {
      const radius = 1 / Math.sqrt(a + (b - a) * random.uniform());
      if (random.uniform() < ((size + 2 * radius) / (size + 2 * largest)) ** 2) return radius;
    }
  };
}

/** Brightness with ImageNet's mean and spread; colour differences several times weaker, as in nature. */
function drawColour(random: Random): Colour {
  const light = 0.45 + 0.26 * random.normal();
  const warm = 0.07 * random.normal();
  const green = 0.03 * random.normal();
  return [clamp(light + warm + 0.02), clamp(light + green), clamp(light - warm - 0.03)];
}

const clamp = (x: number): number => Math.min(1, Math.max(0, x));
