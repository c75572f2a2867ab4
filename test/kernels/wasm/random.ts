/** Numbers in [−1, 1) that depend on the seed alone (the mulberry32 generator). */
export function randomFloats(length: number, seed: number): Float32Array {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 8) / 2 ** 23 - 1;
  });
}
