/** out = a + b; n is rounded up to a multiple of four; `out` may be `a` or `b`. */
export function add(a: usize, b: usize, n: i32, out: usize): void {
  const end = a + (<usize>((n + 3) & ~3) << 2);
  for (; a < end; a += 16) {
    v128.store(out, f32x4.add(v128.load(a), v128.load(b)));
    b += 16;
    out += 16;
  }
}
