/** A file on a server, of which only the parts that are read travel. */
import { FieldbookError } from "../domain/errors.ts";
import type { RemoteBlob } from "../domain/job.ts";
import type { ByteSource } from "./byteSource.ts";

/** Small reads take a block with them, since a request costs more than these bytes. */
const BLOCK_BYTES = 64 << 10;
const MOST_BLOCKS = 32;

type Fetch = typeof globalThis.fetch;

/**
 * The host must answer requests for single ranges; one that sends another part or the whole file is
 * refused with `unsupported`, one that does not answer with `network`.
 */
export function fromUrl(
  { name, url, bytes: size }: RemoteBlob,
  fetch: Fetch = (...asked) => globalThis.fetch(...asked),
): ByteSource {
  /** by their index, those used last at the end */
  const blocks = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const { host } = new URL(url);

  async function ask(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const fail = (code: "network" | "unsupported", what: string, cause?: unknown) =>
      new FieldbookError(code, `${name}: ${what}`, { url }, { cause });
    let response: Response;
    try {
      response = await fetch(url, {
        headers: { Range: `bytes=${start}-${end - 1}` },
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
      });
    } catch (cause) {
      throw fail("network", `${host} does not answer, or lets no page read its files.`, cause);
    }
    // an answer that is not the part is not waited for
    if (response.status !== 206) void response.body?.cancel().catch(() => {});
    if (response.ok && response.status !== 206)
      throw fail("unsupported", `${host} sends whole files only; download it to look into it.`);
    if (!response.ok) throw fail("network", `${host} answers ${response.status}; try again later.`);
    try {
      return new Uint8Array(await response.arrayBuffer()).subarray(0, end - start);
    } catch (cause) {
      throw fail("network", `the connection to ${host} was cut off; try again.`, cause);
    }
  }
  function block(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const known = blocks.get(index);
    blocks.delete(index);
    const start = index * BLOCK_BYTES;
    const asked = known ?? ask(start, Math.min(start + BLOCK_BYTES, size));
    blocks.set(index, asked);
    // a failure is not kept
    asked.catch(() => blocks.delete(index));
    const [oldest] = blocks.keys();
    if (blocks.size > MOST_BLOCKS && oldest !== undefined) blocks.delete(oldest);
    return asked;
  }
  return {
    name,
    size,
    async read(start, end) {
      const to = Math.min(end, size);
      if (to <= start) return new Uint8Array(0);
      const first = Math.floor(start / BLOCK_BYTES);
      const last = Math.floor((to - 1) / BLOCK_BYTES);
      if (last - first > 1) return ask(start, to);
      const parts = await Promise.all(
        last === first ? [block(first)] : [block(first), block(last)],
      );
      const out = new Uint8Array(to - start);
      let at = first * BLOCK_BYTES;
      for (const part of parts) {
        const from = Math.max(0, start - at);
        out.set(part.subarray(from, to - at), Math.max(0, at - start));
        at += BLOCK_BYTES;
      }
      return out;
    },
  };
}
