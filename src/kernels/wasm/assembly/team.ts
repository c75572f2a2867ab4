// One call of a kernel is cut into chunks that any thread may compute: the caller's thread, and in the
// build with shared memory the helpers, which take the next chunk as long as there is one. Which thread
// computed a chunk changes no bit of it, and a helper that never comes is not waited for.
import { add } from "./add";
import { runDepthwise } from "./depthwise";
import { gelu, geluBackward } from "./gelu";
import { layerNorm, layerNormBackward } from "./layerNorm";
import { runProduct } from "./product";
import { runSparse } from "./sparse";

// The words of a call, by their bytes in CALL; src/kernels/wasm/call.ts writes those from CHUNKS on.
const OPEN: usize = 0; // number of the call that helpers may join, 0 for none
const ACTIVE: usize = 4; // helpers that look at the call
const ASLEEP: usize = 8; // helpers that wait to be woken
const READY: usize = 12; // helpers that ever started
const NUMBER: usize = 16; // of the last call
const NEXT: usize = 20; // first chunk that nobody took
const CHUNKS: usize = 24;
const KERNEL: usize = 28;
const SCRATCH: usize = 32; // scratch of thread 0; that of the next lies SCRATCH_BYTES on
const SCRATCH_BYTES: usize = 36;
const LENGTH: usize = 40; // numbers or rows in a chunk, where the kernel is cut by them
const PARAMETERS: usize = 64;
const CALL_BYTES: usize = 128;

/** Looks at a call that is or is not there before a helper goes to sleep: some 50 µs. */
const PATIENCE: i32 = 20000;

// the first bytes that nothing else uses: a segment of data would be written anew by every helper
const CALL: usize = (__heap_base + 15) & ~15;

/** Where the words of a call are. */
export function callAddress(): usize {
  return CALL;
}

/** The first byte that belongs to the caller. */
export function heapBase(): usize {
  return CALL + CALL_BYTES;
}

@inline
function word(i: usize): i32 {
  return load<i32>(CALL + PARAMETERS + (i << 2));
}

@inline
function pointer(i: usize): usize {
  return <usize>load<u32>(CALL + PARAMETERS + (i << 2));
}

@inline
function nextChunk(): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(CALL + NEXT, 1);
  const chunk = load<i32>(CALL + NEXT);
  store<i32>(CALL + NEXT, chunk + 1);
  return chunk;
}

/** Chunks until none is left. */
function work(thread: i32): void {
  const chunks = load<i32>(CALL + CHUNKS);
  const kernel = load<i32>(CALL + KERNEL);
  const length = load<i32>(CALL + LENGTH);
  const scratch =
    <usize>load<u32>(CALL + SCRATCH) + <usize>thread * <usize>load<u32>(CALL + SCRATCH_BYTES);
  for (let chunk = nextChunk(); chunk < chunks; chunk = nextChunk()) {
    if (kernel == 0) {
      runProduct(
        chunk, pointer(0), pointer(1), pointer(2), pointer(3), word(4), word(5), word(6), scratch,
      );
      continue;
    }
    if (kernel == 1) {
      runDepthwise(
        chunk, pointer(0), word(1), word(2), word(3), pointer(4), word(5), pointer(6), pointer(7),
        scratch,
      );
      continue;
    }
    if (kernel == 7) {
      runSparse(
        chunk, pointer(0), word(1), word(2), word(3), pointer(4), word(5), word(6), pointer(7),
        pointer(8), word(9), scratch,
      );
      continue;
    }
    const start = chunk * length;
    const some = min(length, word(0) - start);
    const at = <usize>start << 2;
    if (kernel == 2) gelu(pointer(1) + at, some, pointer(2) + at);
    else if (kernel == 3) geluBackward(pointer(1) + at, pointer(2) + at, some, pointer(3) + at);
    else if (kernel == 4) add(pointer(1) + at, pointer(2) + at, some, pointer(3) + at);
    else {
      const c = word(1);
      const eps = load<f32>(CALL + PARAMETERS + 8);
      const row = at * <usize>c;
      if (kernel == 5)
        layerNorm(pointer(3) + row, some, c, pointer(4), pointer(5), eps, pointer(6) + row);
      else
        layerNormBackward(
          pointer(3) + row, pointer(4) + row, pointer(5), eps, some, c, pointer(6) + row,
        );
    }
  }
}

/** Computes the call that is written down, `together` with those who help; returns when it is done. */
export function run(together: bool): void {
  store<i32>(CALL + NEXT, 0);
  if (!ASC_FEATURE_THREADS) {
    work(0);
    return;
  }
  if (together && load<i32>(CALL + CHUNKS) > 1) {
    const number = max(1, load<i32>(CALL + NUMBER) + 1);
    store<i32>(CALL + NUMBER, number);
    atomic.store<i32>(CALL + OPEN, number);
    if (atomic.load<i32>(CALL + ASLEEP) > 0) atomic.notify(CALL + OPEN, -1);
  }
  work(0);
  atomic.store<i32>(CALL + OPEN, 0);
  for (let looks = 0; ; looks++) {
    const active = atomic.load<i32>(CALL + ACTIVE);
    if (active == 0) return;
    if (looks > PATIENCE) atomic.wait<i32>(CALL + ACTIVE, active, 1000000);
  }
}

/** How many helpers ever started. */
export function helpersReady(): i32 {
  if (ASC_FEATURE_THREADS) return atomic.load<i32>(CALL + READY);
  return 0;
}

/** What a helper does, for ever: thread is 1, 2, …. */
export function help(thread: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  let seen = 0;
  atomic.add<i32>(CALL + READY, 1);
  for (;;) {
    let open = atomic.load<i32>(CALL + OPEN);
    for (let looks = 0; (open == 0 || open == seen) && looks < PATIENCE; looks++)
      open = atomic.load<i32>(CALL + OPEN);
    if (open == 0 || open == seen) {
      atomic.add<i32>(CALL + ASLEEP, 1);
      atomic.wait<i32>(CALL + OPEN, open, -1);
      atomic.sub<i32>(CALL + ASLEEP, 1);
      continue;
    }
    // said before it looks again, so that the caller either waits for this helper or has closed
    atomic.add<i32>(CALL + ACTIVE, 1);
    seen = atomic.load<i32>(CALL + OPEN);
    if (seen != 0) work(thread);
    atomic.sub<i32>(CALL + ACTIVE, 1);
    atomic.notify(CALL + ACTIVE, 1);
  }
}
