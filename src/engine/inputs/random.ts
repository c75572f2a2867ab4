/** Numbers that depend only on (seed, stream, how many were drawn before). */
export interface Random {
  /** uniform in [0, 1) with 32 random bits */
  uniform(): number;
  /** standard normal, by Box and Muller */
  normal(): number;
}

/** Opens the stream `stream` of `seed`; equal arguments give equal numbers, different ones unrelated numbers. */
export function randomStream(seed: number, stream: number): Random {
  const key = scramble(scramble(seed | 0) ^ Math.imul(stream | 0, 0x9e3779b1));
  const key2 = scramble(key ^ 0x85ebca6b);
  let counter = 0;
  let spare: number | null = null;
  const uniform = () =>
    scramble(scramble((Math.imul(counter++, 0x9e3779b1) + key) | 0) ^ key2) / 2 ** 32;
  return {
    uniform,
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** A bijection of 32-bit integers that spreads every bit over all (xor-shifts and odd products). */
function scramble(n: number): number {
  let x = n ^ (n >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
