/** Content keys of results: equal keys, equal numbers, whoever computed them and when. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ImageChoice } from "../domain/document.ts";
import { ENGINE_VERSION, type ResultKey } from "../domain/stored.ts";

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([p], [q]) => (p < q ? -1 : 1)))
      : part,
  );
}

/** SHA-256, hexadecimal, of a description and the engine's version. */
export const resultKey = (kind: string, description: unknown): ResultKey =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson([ENGINE_VERSION, kind, description]))));

/** What of an image choice decides the numbers: files count by content, not by name. */
export const imagesIdentity = (images: ImageChoice): unknown =>
  images.type === "files"
    ? ["files", images.files.map(({ sha256: hash }) => hash)]
    : [images.type, images.count, images.seed];
