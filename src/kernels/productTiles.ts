/** How a product is laid over a GPU's groups of threads, and which layout suits which shape. */

/** A group makes `rows` × `columns` results, going through the inner side by `inner` at a time. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  /** results of one thread: multiples of 4 */
  readonly down: number;
  readonly across: number;
  /** so many threads share a result, each taking its part of `inner`; their sums meet at the end */
  readonly slices: number;
}

const tile = (rows: number, columns: number, inner: number, down: number, across: number) => ({
  ...{ rows, columns, inner, down, across },
  slices: 1,
});

/** Within WebGPU's defaults: 256 threads and 16 KiB of workgroup memory. */
export const TILES = {
  large: tile(128, 128, 8, 8, 8),
  medium: tile(64, 64, 16, 8, 4),
  small: tile(32, 64, 16, 4, 4),
  quartered: { ...tile(64, 32, 16, 8, 4), slices: 4 },
  eighths: { ...tile(16, 32, 64, 4, 4), slices: 8 },
} as const satisfies Record<string, Tile>;

/** Groups that keep about 130 multiprocessors busy, and any smaller GPU. */
const MANY = 256;
/** What is shorter has too few rounds to be worth a slice. */
const LONG = 256;
/** How many more results than needed a larger tile may make: it is about so much faster. */
const WASTE = 1.1;

/** The tile for a product of [rows, inner] by [inner, columns], by measurement on a GPU of 132 multiprocessors. */
export function chooseTile(rows: number, inner: number, columns: number): Tile {
  const groups = (t: Tile) => Math.ceil(rows / t.rows) * Math.ceil(columns / t.columns);
  const made = (t: Tile) => groups(t) * t.rows * t.columns;
  const { large, medium, small, quartered, eighths } = TILES;
  if (groups(large) >= MANY && made(large) <= WASTE * made(medium)) return large;
  if (groups(medium) >= MANY) return medium;
  if (groups(small) >= MANY || inner < LONG) return small;
  return groups(quartered) >= MANY / 2 ? quartered : eighths;
}

/** Threads of a group. */
export const countThreads = (t: Tile): number =>
  (t.rows / t.down) * (t.columns / t.across) * t.slices;
