/** The names of ImageNet-1k's classes in the order of the official lists, as torchvision writes them. */
import * as z from "zod/mini";

export const IMAGENET_CLASSES = 1000;
const Names = z.array(z.string().check(z.maxLength(100))).check(z.length(IMAGENET_CLASSES));
const asked = new Map<string, Promise<readonly string[] | null>>();

/** Fetches the names that are served beside the page, once; null when they cannot be had. */
export function loadClassNames(base: string): Promise<readonly string[] | null> {
  const known = asked.get(base);
  if (known) return known;
  const names = fetch(`${base}imagenet-classes.json`)
    .then(async (response) => (response.ok ? Names.parse(await response.json()) : null))
    .catch(() => null);
  asked.set(base, names);
  // what failed is asked for again the next time
  void names.then((list) => list ?? asked.delete(base));
  return names;
}
