/** One file, or the rest of one, over however many connections it takes. */
import { cancelled, FieldbookError } from "../../domain/errors.ts";
import {
  ask,
  drop,
  hostOf,
  mayRecur,
  networkError,
  readContentRange,
  readEtag,
  readLength,
  refusal,
  type Fetch,
} from "./network.ts";

export interface Wanted {
  readonly url: string;
  /** of the whole file; null where that is not known */
  readonly bytes: number | null;
  readonly etag: string | null;
  /** bytes at its beginning that are not wanted */
  readonly skip: number;
}
export interface Receiving {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** bytes of the file that need not be sent again, `skip` among them */
  readonly from: number;
  /** takes bytes in order; resolves when they are written */
  readonly take: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** all that was taken is worth nothing: the next bytes are the first after `skip` again */
  readonly restart: (why: string) => Promise<void>;
  /** the connection failed and is tried again after so many seconds */
  readonly waiting: (seconds: number, why: string) => void;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
/** Seconds before each further try; a try that brought bytes counts as none. */
const PAUSES = [1, 2, 4, 8, 16, 30] as const;
/** A connection over which nothing came for so long is taken for dead. */
export const SILENCE_MS = 30_000;

/** Resolves with the file's bytes in all; rejects with `cancelled`, or with one sentence. */
export async function receive(wanted: Wanted, receiving: Receiving): Promise<number> {
  const { signal, waiting, wait } = receiving;
  const state = { at: receiving.from, etag: wanted.etag };
  for (let failures = 0; ;) {
    const before = state.at;
    try {
      return await receiveSome(wanted, receiving, state);
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (state.at > before) failures = 0;
      const seconds = PAUSES[failures++];
      // a signed address that lies behind a redirect runs out: the next try is given a new one
      const ranOut = isForbidden(error) && before > wanted.skip && failures <= 2;
      if (seconds === undefined || !(mayRecur(error) || ranOut)) throw error;
      waiting(seconds, error instanceof Error ? error.message : "");
      await wait(seconds * 1000, signal);
    }
  }
}

const isForbidden = (error: unknown): boolean =>
  error instanceof FieldbookError && [401, 403, 410].includes(Number(error.data["status"]));

interface Position {
  at: number;
  etag: string | null;
}

async function receiveSome(
  { url, bytes: total, skip }: Wanted,
  { fetch, signal, take, restart }: Receiving,
  state: Position,
): Promise<number> {
  if (total !== null && state.at >= total) return total;
  const silence = new AbortController();
  const any = AbortSignal.any([signal, silence.signal]);
  const asked = ask(url, { fetch, signal: any }, `bytes=${state.at}-`);
  const response = await inTime(asked, silence, url);
  const begin = async (why: string): Promise<void> => {
    if (state.at > skip) await restart(why);
    state.at = skip;
  };
  if (response.status === 416) {
    drop(response);
    if (total === null && state.at > skip) return state.at;
    throw changed(url);
  }
  if (!response.ok) {
    drop(response);
    throw refusal(url, response.status);
  }
  const etag = readEtag(response);
  const range = readContentRange(response);
  const whole = response.status === 200;
  const said = whole ? readLength(response) : (range?.total ?? null);
  const other = etag !== null && state.etag !== null && etag !== state.etag;
  if (
    (total !== null && said !== null && said !== total) ||
    (!whole && range && range.start !== state.at)
  ) {
    drop(response);
    throw changed(url);
  }
  if (other && state.at > skip) {
    drop(response);
    state.etag = etag;
    await begin(`The file at ${hostOf(url)} has changed, so it is downloaded anew.`);
    throw networkError(`The file at ${hostOf(url)} has changed.`, url, true);
  }
  state.etag = etag ?? state.etag;
  // a server that knows no ranges sends the file from its beginning
  let ahead = 0;
  if (whole) {
    await begin(`${hostOf(url)} cannot go on where a download stopped, so it begins anew.`);
    ahead = skip;
  }
  const reader = (response.body ?? new Blob().stream()).getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), silence, url);
      if (done) break;
      const part = value.subarray(Math.min(ahead, value.byteLength));
      ahead -= value.byteLength - part.byteLength;
      if (part.byteLength === 0) continue;
      if (total !== null && state.at + part.byteLength > total)
        throw new FieldbookError(
          "bad-file",
          `${hostOf(url)} sends more than the ${total} bytes that it spoke of: ${url}`,
        );
      await take(part.byteLength === part.buffer.byteLength ? part : part.slice());
      state.at += part.byteLength;
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    if (error instanceof FieldbookError) throw error;
    throw cutOff(url, error);
  }
  if (total !== null && state.at < total) throw cutOff(url, null);
  return state.at;
}

const changed = (url: string): FieldbookError =>
  new FieldbookError(
    "bad-file",
    `The file at ${hostOf(url)} is no longer the one that was looked up: look it up again. ${url}`,
    { url },
  );
const cutOff = (url: string, cause: unknown): FieldbookError =>
  networkError(`The connection to ${hostOf(url)} was cut off.`, url, true, 0, cause);

/** A read that ends the connection when nothing comes. */
async function inTime<T>(reading: Promise<T>, silence: AbortController, url: string): Promise<T> {
  const timer = setTimeout(
    () => silence.abort(networkError(`${hostOf(url)} has fallen silent.`, url, true)),
    SILENCE_MS,
  );
  try {
    return await reading;
  } catch (error) {
    if (silence.signal.aborted) throw silence.signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
