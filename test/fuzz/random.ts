/** Seeded choices: the same seed makes the same file on every machine. */
export interface Random {
  /** 0–1, 1 excluded */
  readonly unit: () => number;
  /** whole number from 0 to below `n` */
  readonly below: (n: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
}

/** Mulberry32 of a seed (a 32-bit integer). */
export function makeRandom(seed: number): Random {
  let state = seed | 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(unit() * n);
  return {
    unit,
    below,
    pick: (from) => from[below(from.length)]!,
    chance: (share) => unit() < share,
  };
}

/** Numbers at which readers of files go wrong. */
export const ODD_NUMBERS = [
  0,
  1,
  2,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -1,
  -(2 ** 31),
] as const;
