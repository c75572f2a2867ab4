/** DEFLATE (RFC 1951) by the platform's own streams, in browsers and Node. */

type Bytes = Uint8Array<ArrayBuffer>;

async function collect(stream: ReadableStream<Bytes>, most: number): Promise<Bytes | null> {
  const parts: Bytes[] = [];
  let length = 0;
  const reader = stream.getReader();
  const read = () => reader.read();
  for (let part = await read(); !part.done; part = await read()) {
    length += part.value.byteLength;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

export async function deflate(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return (await collect(stream, Infinity))!;
}
/** The bytes, or null when there are more than `most`: then no more than that were made. */
export const inflate = (bytes: Bytes, most: number): Promise<Bytes | null> =>
  collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")), most);
