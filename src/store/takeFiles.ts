import type { NamedBlob } from "../domain/job.ts";
import type { Notebook } from "./notebook.ts";
import { openFile } from "./openModel.ts";
import { changeFigure } from "./runFigure.ts";

const PICTURE = /\.(png|jpe?g|webp|avif|gif|bmp)$/i;

/** Takes what was dropped: pictures become the figure's images, anything else is opened as a model. */
export async function takeFiles(book: Notebook, files: readonly NamedBlob[]): Promise<void> {
  const pictures = files.filter(({ name }) => PICTURE.test(name));
  const other = files.find(({ name }) => !PICTURE.test(name));
  if (other) await openFile(book, other);
  if (pictures.length > 0) {
    book.pictures = pictures;
    const names = pictures.map(({ name, blob }) => `${name} (${blob.size})`);
    await changeFigure(book, { images: { type: "images", names } });
  }
}
