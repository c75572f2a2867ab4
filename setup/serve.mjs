// A static server for the built page: our headers, right types, nothing outside the folder.
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { HEADERS } from "./headers.mjs";

const FIRST_PORT = 4173;
const LAST_PORT = 4273;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};

/** The real path of the file that a URL path names, or null when it is not a file inside the folder. */
async function findFile(folder, urlPath) {
  try {
    const wanted = resolve(folder, `.${decodeURIComponent(urlPath)}`);
    const file = await realpath(urlPath.endsWith("/") ? join(wanted, "index.html") : wanted);
    if (!file.startsWith(folder + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

async function answer(folder, request, response) {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const urlPath = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
  const file = await findFile(folder, urlPath);
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found.\n");
    return;
  }
  const hashed = urlPath.startsWith("/assets/");
  response.writeHead(200, {
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Length": (await stat(file)).size,
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file), response);
}

const listen = (server, port, host) =>
  new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.removeListener("error", fail);
      done(server.address().port);
    });
  });

/** Serves a folder; resolves when it listens, on PORT or the first free port from 4173. */
export async function serve(folder, { port = process.env.PORT, host = process.env.HOST } = {}) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
  });
  const name = host || "127.0.0.1";
  const wanted = port === undefined || port === "" ? null : Number(port);
  for (let next = wanted ?? FIRST_PORT; ; next++) {
    try {
      const bound = await listen(server, next, name);
      return { server, address: `http://${host || "localhost"}:${bound}/` };
    } catch (error) {
      if (wanted !== null || error.code !== "EADDRINUSE" || next >= LAST_PORT) throw error;
    }
  }
}
