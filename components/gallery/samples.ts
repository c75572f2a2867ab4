/** Data that the gallery draws: made by formulas, the same on every machine. */

/** A field of two Gaussians with a faint floor, 0–1, row-major [side, side]. */
export function sampleField(side: number, spread: number): Float32Array<ArrayBuffer> {
  const middle = side / 2;
  const bump = (x: number, y: number, sigma: number): number =>
    Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) - middle, Math.floor(i / side) - middle];
    const strips = 0.2 * (bump(x, 8 * y, 3 * spread) + bump(8 * x, y, 3 * spread));
    return 0.75 * bump(x, y, spread) + strips + 0.01 * (1 + Math.sin(i * 0.7));
  });
}

/** Share inside the centred square of side 2i + 3 at index i, rising to 1. */
export const sampleShares = (size: number, half: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: size / 2 - 1 }, (_, i) => 1 - Math.pow(2, -((2 * i + 3) / half)));

/** Signed kernels with some exact zeros, row-major [channels, side, side]. */
export const sampleKernels = (channels: number, side: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: channels * side * side }, (_, i) => {
    const tap = i % (side * side);
    const channel = Math.floor(i / (side * side));
    const [x, y] = [(tap % side) - (side >> 1), Math.floor(tap / side) - (side >> 1)];
    if ((tap * 7 + channel * 3) % 5 === 0) return 0;
    return Math.cos(0.5 * x * (channel % 4) + 0.4 * y) * Math.exp(-(x * x + y * y) / (side * 2));
  });
