import { FieldbookError } from "../src/domain/errors.ts";
import type { NamedBlob } from "../src/domain/job.ts";
import type { DecodedPicture } from "../src/engine/host.ts";

/** Decodes a picture with the browser's own decoders; rejects with `bad-image`. */
export async function decodeImage({ name, blob }: NamedBlob): Promise<DecodedPicture> {
  const bitmap = await createImageBitmap(blob).catch((cause: unknown) => {
    throw new FieldbookError(
      "bad-image",
      `${name} is not a picture this browser can read: save it as PNG or JPEG and drop it again.`,
      { name },
      { cause },
    );
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context)
    throw new FieldbookError(
      "too-large",
      `${name} measures ${width} × ${height} px, more than this browser can draw: make it smaller.`,
      { name, width, height },
    );
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
