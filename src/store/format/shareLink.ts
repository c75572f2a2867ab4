/**
 * A whole document in the fragment of an address: `doc=` and, in base64url, the text deflated and
 * four bytes of its SHA-256, since one wrong letter can unpack to another text that looks sound.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import type { NotebookDocument } from "../../domain/document.ts";
import { FieldbookError } from "../../domain/errors.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { deflate, inflate } from "./inflate.ts";
import { parseNotebook } from "./parseNotebook.ts";
import { badFile } from "./readJson.ts";
import { compactNotebook } from "./serialiseNotebook.ts";

/** Several chat and mail programs cut addresses about here. */
export const SHARE_WARNING_CHARACTERS = 2000;
/** of the document's text; a link can claim a thousand times its own length */
export const MOST_SHARED_BYTES = 8e6;

const PREFIX = "doc=";
const CHECK_BYTES = 4;

const checkOf = (bytes: Uint8Array): Uint8Array => sha256(bytes).subarray(0, CHECK_BYTES);

/** The fragment, without `#`, that holds a document; results do not travel in it. */
export async function encodeShareLink(document: NotebookDocument): Promise<string> {
  const bytes = new TextEncoder().encode(compactNotebook(document));
  if (bytes.length > MOST_SHARED_BYTES)
    throw new FieldbookError(
      "too-large",
      `The notebook holds ${(bytes.length / 1e6).toFixed(1)} MB of text, and a link carries at most ${MOST_SHARED_BYTES / 1e6}: share the file instead.`,
      { bytes: bytes.length },
    );
  const deflated = await deflate(bytes);
  const packed = new Uint8Array(deflated.length + CHECK_BYTES);
  packed.set(deflated);
  packed.set(checkOf(bytes), deflated.length);
  const base64 = toBase64(packed);
  return PREFIX + base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Reads what encodeShareLink made. Throws `bad-file` or `too-large` with one sentence. */
export async function decodeShareLink(fragment: string): Promise<NotebookDocument> {
  const code = fragment.replace(/^#?doc=/, "");
  const damaged = (cause?: unknown): FieldbookError =>
    badFile(
      `The link is damaged or was cut: ${code.length} characters of it arrived. Ask for the whole link, or for the file.`,
      { cause },
    );
  const base64 = code.replaceAll("-", "+").replaceAll("_", "/");
  const padded = base64.padEnd(4 * Math.ceil(base64.length / 4), "=");
  const packed = fromBase64(padded, Math.floor((base64.length * 3) / 4));
  if (!packed || packed.length <= CHECK_BYTES || /[^\w-]/.test(code)) throw damaged();
  const check = packed.subarray(-CHECK_BYTES);
  const bytes = await inflate(packed.subarray(0, -CHECK_BYTES), MOST_SHARED_BYTES).catch(
    (cause: unknown) => {
      throw damaged(cause);
    },
  );
  if (!bytes)
    throw new FieldbookError(
      "too-large",
      `The link unpacks to more than ${MOST_SHARED_BYTES / 1e6} MB, which no link of Fieldbook does: it is not opened.`,
    );
  if (checkOf(bytes).some((byte, i) => byte !== check[i])) throw damaged();
  return parseNotebook(new TextDecoder().decode(bytes)).document;
}

/** What to say of a link of so many characters; null when any program carries it. */
export const describeLinkLength = (characters: number): string | null =>
  characters <= SHARE_WARNING_CHARACTERS
    ? null
    : `The link has ${characters.toLocaleString("en")} characters: several chat and mail programs cut links at about ${SHARE_WARNING_CHARACTERS.toLocaleString("en")}, so send the file instead, or try whether the link arrives whole.`;
