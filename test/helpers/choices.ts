import { normals } from "./normals.ts";

/** Whole numbers from `least` to `most` that depend on the seed alone; up to 32 of them. */
export function choices(seed: number): (least: number, most: number) => number {
  const values = normals(32, seed);
  let at = 0;
  return (least, most) => least + (Math.floor(Math.abs(values[at++]!) * 1e4) % (most - least + 1));
}
