import type { ImageChoice } from "../domain/document.ts";

/** How many images of what, as `4 images of dead leaves`. */
export function countedImages({ type }: ImageChoice, count: number): string {
  if (type === "files") return count === 1 ? "one of your pictures" : `${count} of your pictures`;
  const what = type === "noise" ? "1/f noise" : "dead leaves";
  return `${count} ${count === 1 ? "image" : "images"} of ${what}`;
}
