/** A local host of weights that behaves as hosts do: redirects, ranges or none, cuts, signed addresses. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
}
type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => void | Promise<void>;

export interface Host {
  readonly address: string;
  /** what was asked, in order */
  readonly asked: Asked[];
  /** how each path answers */
  readonly paths: Map<string, Answer>;
  /** answers that are not sent whole yet */
  readonly answering: Set<ServerResponse>;
  close(): Promise<void>;
}

export async function openHost(): Promise<Host> {
  const asked: Asked[] = [];
  const paths = new Map<string, Answer>();
  const answering = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://host");
    const { method = "", headers } = request;
    answering.add(response);
    response.on("close", () => answering.delete(response));
    asked.push({ method, path: url.pathname, range: headers.range ?? null });
    const answer = paths.get(url.pathname);
    if (method === "HEAD") return void response.writeHead(405).end();
    if (!answer) return void response.writeHead(404).end();
    void answer(request, response, url);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    paths,
    answering,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export interface FileBehaviour {
  readonly etag?: string;
  /** false: the whole file whatever is asked, as servers without ranges do */
  readonly ranges?: boolean;
  /** sends so many bytes of an answer that would go to the file's end, then cuts the connection */
  readonly cutAfter?: () => number | null;
  /** bytes in one go, and milliseconds before each further one */
  readonly trickle?: { readonly bytes: number; readonly milliseconds: number };
}
/** Answers with a file as S3 and its like do. */
export const file =
  (content: Uint8Array | (() => Uint8Array), behaviour: FileBehaviour = {}): Answer =>
  async (request, response) => {
    const bytes = typeof content === "function" ? content() : content;
    const { etag, ranges = true, cutAfter, trickle } = behaviour;
    const match = ranges ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") : null;
    const start = Number(match?.[1] ?? 0);
    const end = match?.[2] ? Math.min(Number(match[2]) + 1, bytes.length) : bytes.length;
    if (match && start >= bytes.length)
      return void response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    response.writeHead(match ? 206 : 200, {
      "content-type": "application/octet-stream",
      "content-length": end - start,
      ...(etag !== undefined && { etag }),
      ...(match && { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` }),
    });
    const toEnd = request.headers.range?.endsWith("-") ?? false;
    const most = toEnd ? (cutAfter?.() ?? null) : null;
    const stop = most === null ? end : Math.min(end, start + most);
    const step = trickle?.bytes ?? stop - start;
    for (let at = start; at < stop; at += step) {
      if (response.destroyed) return;
      response.write(bytes.subarray(at, Math.min(stop, at + step)));
      if (trickle) await new Promise((done) => setTimeout(done, trickle.milliseconds));
    }
    if (stop === end) return void response.end();
    // what was written reaches the other side before the cut does
    setTimeout(() => response.destroy(), 20);
  };

export const redirect =
  (to: () => string): Answer =>
  (_request, response) =>
    void response.writeHead(302, { location: to() }).end();

export const json =
  (value: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response
      .writeHead(200, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(value));

/** Bytes that differ from place to place, so that a shift or a gap shows. */
export function someBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
