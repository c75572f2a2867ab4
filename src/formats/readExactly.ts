import type { ByteSource } from "./byteSource.ts";
import { badFile } from "./refuse.ts";

/** Bytes [start, end) of a source, all of them; a range outside the file is a bad file, not a short read. */
export async function readExactly(
  source: ByteSource,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end))
    throw badFile(source.name, `bytes ${start} to ${end} are no range; the file is damaged.`);
  if (end > source.size)
    throw badFile(
      source.name,
      `cut off: bytes up to ${end} are needed, the file has ${source.size}; download it again.`,
      { need: end, have: source.size },
    );
  const bytes = await source.read(start, end);
  if (bytes.byteLength !== end - start)
    throw badFile(
      source.name,
      `${end - start} bytes were asked for at ${start} and ${bytes.byteLength} came; the file changed while it was read, so open it again.`,
      { need: end - start, have: bytes.byteLength },
    );
  return bytes;
}
