/** The engine in threads of Node, for runs of several images on the CPU. */
import { availableParallelism } from "node:os";
import { parentPort, Worker } from "node:worker_threads";
import { createDirectClient } from "../client/directClient.ts";
import type { EngineClient } from "../client/engineClient.ts";
import { createPool } from "../client/pool.ts";
import { serve, type ServingPort } from "../client/serve.ts";
import { createWorkerClient, type EngineWorker } from "../client/workerClient.ts";
import { inquiry } from "../engine/inquiry.ts";
import { Session } from "../engine/session.ts";
import { openFile, pathOf } from "./files.ts";
import { nodeHost } from "./nodeHost.ts";

/** Every thread holds the weights once more. */
const MOST_THREADS = 8;

/** What a thread does: answers the calls of the main one. */
export function serveThread(): void {
  const port = parentPort;
  if (port === null) return;
  const serving: ServingPort = {
    postMessage: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
    addEventListener: (_, listener) => {
      // in order, though a file takes a moment to open
      let before = Promise.resolve();
      port.on("message", (packed) => {
        before = before.then(async () => listener({ data: await unpack(packed) } as never));
      });
    },
  };
  serve(serving, { session: new Session(nodeHost), inquiry });
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A message with its files as paths. */
function pack(value: unknown): unknown {
  if (value instanceof Blob) {
    const path = pathOf(value);
    return path === undefined ? value : { fileAt: path };
  }
  if (Array.isArray(value)) return value.map(pack);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)]));
}
/** A message with its paths as files again. */
async function unpack(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(unpack));
  if (!isPlain(value)) return value;
  if (typeof value["fileAt"] === "string") return (await openFile(value["fileAt"])).blob;
  const entries = Object.entries(value).map(async ([key, part]) => [key, await unpack(part)]);
  return Object.fromEntries(await Promise.all(entries));
}

function createThread(): EngineWorker {
  // the bundle is one file: a thread runs it again and finds that it is no main thread
  const worker = new Worker(new URL(import.meta.url));
  return {
    postMessage: (message) => worker.postMessage(pack(message)),
    terminate: () => void worker.terminate(),
    addEventListener(type: string, listener: (event: never) => void) {
      if (type === "message") worker.on("message", (data) => listener({ data } as never));
      if (type === "error") worker.on("error", ({ message }) => listener({ message } as never));
    },
  };
}

/** The session of this thread with, on wasm and cpu, one thread for every other core. */
export function createThreadedClient(session: Session): EngineClient {
  const helpers = Math.min(MOST_THREADS, availableParallelism()) - 1;
  return createPool(
    createDirectClient(session, inquiry),
    () => createWorkerClient(createThread),
    helpers,
  );
}
