import { drop, readLength } from "./network.ts";

/** The body of an answer; what is longer than `most` bytes is not read on, and rejects with `tooLarge`. */
export async function readCapped(
  response: Response,
  most: number,
  tooLarge: (bytes: number) => Error,
): Promise<Blob> {
  const said = readLength(response) ?? 0;
  if (said > most) {
    drop(response);
    throw tooLarge(said);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = (response.body ?? new Blob().stream()).getReader();
  const read = () => reader.read();
  for (let part = await read(); !part.done; part = await read()) {
    bytes += part.value.byteLength;
    if (bytes > most) {
      await reader.cancel();
      throw tooLarge(bytes);
    }
    chunks.push(part.value);
  }
  return new Blob(chunks);
}
