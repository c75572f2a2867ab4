import type { Progress } from "../domain/result.ts";

/** A line that is written over while a run goes on, for a terminal alone; null elsewhere. */
export function showProgress(
  stream: NodeJS.WriteStream = process.stderr,
): { readonly onProgress: (progress: Progress) => void; readonly clear: () => void } | null {
  if (!stream.isTTY) return null;
  return {
    onProgress: ({ done, total, images, at }) => {
      const percent = total > 0 ? Math.floor((100 * done) / total) : 0;
      stream.write(`\r\u001b[K${percent} %, image ${images.done} of ${images.total}, ${at}`);
    },
    clear: () => stream.write("\r\u001b[K"),
  };
}
