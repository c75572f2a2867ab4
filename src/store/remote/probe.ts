/** What there is at an address, found out with one byte. */
import { FieldbookError } from "../../domain/errors.ts";
import {
  ask,
  drop,
  hostOf,
  readContentRange,
  readEtag,
  readLength,
  refusal,
  type Asking,
} from "./network.ts";

export interface Probed {
  /** null where the host does not tell */
  readonly bytes: number | null;
  readonly etag: string | null;
  /** whether parts can be asked for, hence a download resumed */
  readonly ranges: boolean;
}

/**
 * Asks for the first byte. Never HEAD: answers to it that passed a cache lose length and ranges,
 * and signed addresses are often signed for GET alone.
 */
export async function probe(url: string, asking: Asking): Promise<Probed> {
  const response = await ask(url, asking, "bytes=0-0");
  drop(response);
  const etag = readEtag(response);
  if (response.status === 206)
    return { bytes: readContentRange(response)?.total ?? null, etag, ranges: true };
  // no byte at all
  if (response.status === 416) return { bytes: 0, etag, ranges: true };
  if (!response.ok) throw refusal(url, response.status);
  if (/^text\/html\b/.test(response.headers.get("content-type") ?? ""))
    throw new FieldbookError(
      "bad-spec",
      `${hostOf(url)} answers with a web page, not with a file: open ${url} and copy the address of the file itself, or download it there and drop it on this page.`,
      { url },
    );
  return { bytes: readLength(response), etag, ranges: false };
}
