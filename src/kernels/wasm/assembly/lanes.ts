/** The first `lanes` of four numbers at p, zeros after them. */
@inline
export function loadLanes(p: usize, lanes: i32): v128 {
  if (lanes == 4) return v128.load(p);
  let v = v128.load32_zero(p);
  if (lanes > 1) v = v128.load_lane<u32>(p, v, 1, 4);
  if (lanes > 2) v = v128.load_lane<u32>(p, v, 2, 8);
  return v;
}

/** Stores the first `lanes` of four numbers at p. */
@inline
export function storeLanes(p: usize, v: v128, lanes: i32): void {
  if (lanes == 4) {
    v128.store(p, v);
    return;
  }
  v128.store_lane<u32>(p, v, 0);
  if (lanes > 1) v128.store_lane<u32>(p, v, 1, 4);
  if (lanes > 2) v128.store_lane<u32>(p, v, 2, 8);
}
