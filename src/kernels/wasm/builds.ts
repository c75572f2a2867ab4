/** The builds of the kernels, and which of them runs here. */

/** `shared`: on memory that threads share; `fma`: with fused multiply-add (relaxed SIMD). */
export type KernelBuild = "kernels" | "kernels-fma" | "kernels-shared" | "kernels-shared-fma";

/** A module with one function that multiplies and adds in one step. */
const FUSED = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
  ...[0x03, 0x02, 0x01, 0x00], // functions: one of type 0
  ...[0x0a, 0x13, 0x01, 0x11, 0x00], // code: one body without locals
  ...[0x41, 0x00, 0xfd, 0x11], // i32.const 0, i32x4.splat
  ...[0x41, 0x00, 0xfd, 0x11],
  ...[0x41, 0x00, 0xfd, 0x11],
  ...[0xfd, 0x85, 0x02, 0x0b], // f32x4.relaxed_madd, end
);

/** True where WebAssembly has fused multiply-add. */
export const hasFusedMultiplyAdd = (): boolean => WebAssembly.validate(FUSED);

/** The fastest build that runs here. */
export function pickBuild(shared: boolean): KernelBuild {
  const name = shared ? "kernels-shared" : "kernels";
  return hasFusedMultiplyAdd() ? `${name}-fma` : name;
}
