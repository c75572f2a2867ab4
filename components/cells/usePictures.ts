import { useEffect, useState } from "react";
import type { ImageChoice } from "../../src/domain/document.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";

/** Addresses of a person's pictures for as long as they are drawn; null for those that are not here. */
export function usePictures(images: ImageChoice): readonly (string | null)[] {
  const book = useBook();
  const present = useNotebook((state) => state.present);
  const [urls, setUrls] = useState<readonly (string | null)[]>([]);
  useEffect(() => {
    if (images.type !== "files") return setUrls([]);
    const made = images.files.map(({ sha256 }) => {
      const file = present.has(sha256) ? book.files.get(sha256) : undefined;
      return file ? URL.createObjectURL(file.blob) : null;
    });
    setUrls(made);
    return () => made.forEach((url) => url !== null && URL.revokeObjectURL(url));
  }, [book, images, present]);
  return urls;
}
