/** Asking servers, and saying in one sentence what they answer. */
import { cancelled, FieldbookError } from "../../domain/errors.ts";

export type Fetch = typeof globalThis.fetch;
export interface Asking {
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
}

export const hostOf = (url: string): string => new URL(url).host;

/** A refusal of the network; `again` is 1 where trying again may help. */
export const networkError = (
  message: string,
  url: string,
  again: boolean,
  status = 0,
  cause?: unknown,
): FieldbookError =>
  new FieldbookError("network", message, { url, again: again ? 1 : 0, status }, { cause });

export const mayRecur = (error: unknown): boolean =>
  error instanceof FieldbookError && error.code === "network" && error.data["again"] === 1;

/** What a page is told when a host lets no page of another site read it is the same as when it is not there. */
const unreachable = (url: string, cause: unknown): FieldbookError =>
  networkError(
    `${hostOf(url)} cannot be reached, or lets no page of another site read its files. Download it here: ${url} then drop it on this page.`,
    url,
    true,
    0,
    cause,
  );

/**
 * A GET without cookies or referrer, never answered from a cache. Rejects with `cancelled`, or with
 * `network` where no answer comes; an answer of any status is one.
 */
export async function ask(
  url: string,
  { fetch, signal }: Asking,
  range?: string,
): Promise<Response> {
  try {
    return await fetch(url, {
      // a single range with its start given needs no leave of the host's (fetch.spec.whatwg.org)
      headers: range === undefined ? {} : { Range: range },
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "follow",
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cancelled();
    throw unreachable(url, cause);
  }
}

/** Ends an answer whose rest is not wanted. */
export const drop = (response: Response): void => void response.body?.cancel().catch(() => {});

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The sentence for a status that is no success. */
export function refusal(url: string, status: number): FieldbookError {
  const host = hostOf(url);
  const say = (what: string): FieldbookError =>
    networkError(`${host} ${what} ${url}`, url, RETRIED.has(status), status);
  if (status === 401 || status === 403)
    return say(
      `gives this file only to those who have signed in (it answers ${status}). Download it there, then drop it on this page:`,
    );
  if (status === 404 || status === 410)
    return say(`has no such file (it answers ${status}). Check the address:`);
  return RETRIED.has(status)
    ? say(`is busy (it answers ${status}). Try again later:`)
    : say(`answers ${status}. Check the address:`);
}

export interface ContentRange {
  readonly start: number;
  /** null where the server does not tell */
  readonly total: number | null;
}
/** Reads `bytes 0-0/123`; null where the header is absent, hidden from the page or senseless. */
export function readContentRange({ headers }: Response): ContentRange | null {
  const match = /^bytes (\d{1,15})-\d{1,15}\/(?:(\d{1,15})|\*)$/.exec(
    headers.get("content-range") ?? "",
  );
  if (!match) return null;
  return { start: Number(match[1]), total: match[2] === undefined ? null : Number(match[2]) };
}
/** The length that an answer has; null where it is compressed or does not tell. */
export function readLength({ headers }: Response): number | null {
  const encoded = headers.get("content-encoding");
  const text = headers.get("content-length") ?? "";
  return (encoded === null || encoded === "identity") && /^\d{1,15}$/.test(text)
    ? Number(text)
    : null;
}
/** An ETag that stands for the very bytes; a weak one does not. */
export function readEtag({ headers }: Response): string | null {
  const etag = headers.get("etag");
  return etag === null || etag.startsWith("W/") ? null : etag;
}
