/** What the catalogue says of weights that are exactly those of one of its entries. */
import { NO_EDITS, type FileRef } from "../../domain/document.ts";
import { identityOf, type ResolvedModel } from "../graph.ts";
import { fetchCatalogue, type Catalogue, type PublishedWeights } from "./catalogue.ts";

/** Download pages name a file by the first letters of its own SHA-256: `resnet50-0676ba61.pth`. */
const HASH_IN_NAME = /[-_]([0-9a-f]{8,})\.[a-z]+$/;

/** The entry whose file this is: it came from that address, or bears its name with its own hash in it. */
export function findPublished(
  { name, sha256, url }: FileRef,
  { weights }: Catalogue,
): PublishedWeights | null {
  const from = url?.split(/[?#]/)[0];
  const hash = HASH_IN_NAME.exec(name)?.[1];
  const named = hash !== undefined && sha256.startsWith(hash);
  return (
    weights.find(
      (entry) =>
        (from !== undefined && (from === entry.url || from.startsWith(`${entry.url}/`))) ||
        (named && entry.url.split("/").at(-1) === name),
    ) ?? null
  );
}

/** Published top-1 on ImageNet-1K, %, of weights that nothing was changed in; null for all others. */
export function publishedTop1(model: ResolvedModel, catalogue: Catalogue): number | null {
  const { root, edits, identity } = model;
  if (root.type !== "file" || root.weights !== null) return null;
  const untouched = identity === identityOf(root, NO_EDITS) && edits.untrained === null;
  return untouched ? (findPublished(root.file, catalogue)?.top1 ?? null) : null;
}

const asked = new Map<string, Promise<Catalogue | null>>();
/** The catalogue that is served beside the page, asked for once; null when it cannot be had. */
export function loadCatalogue(base: string): Promise<Catalogue | null> {
  const known = asked.get(base);
  if (known) return known;
  const catalogue = fetchCatalogue(base, fetch.bind(globalThis)).catch(() => null);
  asked.set(base, catalogue);
  // what failed is asked for again the next time
  void catalogue.then((value) => value ?? asked.delete(base));
  return catalogue;
}
