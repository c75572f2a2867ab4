import { cancelled, type ErrorCode, FieldbookError, fromWireError } from "../domain/errors.ts";
import type { Method, Params, Reply, Request, Result } from "../protocol.ts";
import type { EngineClient, RunOptions } from "./engineClient.ts";

/** The part of a Worker that the client needs. */
export interface EngineWorker {
  postMessage(message: Request): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
  terminate(): void;
}
interface Pending {
  readonly method: Method;
  readonly resolve: (result: never) => void;
  readonly reject: (error: FieldbookError) => void;
  readonly options: RunOptions;
}

/**
 * The engine in a worker, and what is asked without running a network in another, so that it need
 * not wait for a run; each starts with its first call. After a crash of one its pending calls
 * reject and the next starts anew.
 */
export function createWorkerClient(
  createEngine: () => EngineWorker,
  createInquirer: () => EngineWorker = createEngine,
): EngineClient {
  const engine = openChannel(createEngine, "device-lost");
  const { call } = engine;
  const inquirer = openChannel(createInquirer, "internal");
  const ask = inquirer.call;
  return {
    start: (params) => call("start", params),
    inspect: (params) => call("inspect", params),
    open: (params) => call("open", params),
    close: (params) => call("close", params),
    erf: (params, options) =>
      call("erf", options?.onPartial ? { ...params, partial: true } : params, options),
    logits: (params, options) => call("logits", params, options),
    memory: () => call("memory", null),
    kernels: (params) => ask("kernels", params),
    count: (params) => ask("count", params),
    overlap: (params) => ask("overlap", params),
    readNpy: (params) => ask("readNpy", params),
    read: (params) => ask("read", params),
    squares: (params) => ask("squares", params),
    dispose() {
      engine.end(cancelled());
      inquirer.end(cancelled());
    },
  };
}

interface Channel {
  call<M extends Method>(method: M, params: Params<M>, options?: RunOptions): Promise<Result<M>>;
  /** pending calls reject with the error */
  end(error: FieldbookError): void;
}

/** A worker from its first call on; `lost` is the code of what its pending calls reject with when it crashes. */
function openChannel(createWorker: () => EngineWorker, lost: ErrorCode): Channel {
  let worker: EngineWorker | null = null;
  let nextId = 1;
  const pending = new Map<number, Pending>();

  function end(error: FieldbookError): void {
    worker?.terminate();
    worker = null;
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(error);
  }
  function receive(reply: Reply): void {
    const call = pending.get(reply.id);
    if (!call) return;
    if (reply.type === "progress") return call.options.onProgress?.(reply.progress);
    if (reply.type === "partial") return call.options.onPartial?.(reply.result);
    pending.delete(reply.id);
    if (reply.type === "error") call.reject(fromWireError(reply.error));
    else call.resolve(reply.result as never);
  }
  function ensureWorker(): EngineWorker {
    if (worker) return worker;
    const started = createWorker();
    const crash = (event: Event): void => {
      if (worker !== started) return;
      const found = "message" in event && event.message ? ` (${String(event.message)})` : "";
      end(
        new FieldbookError(
          lost,
          `The engine stopped unexpectedly${found}: run again, with a smaller input if it recurs.`,
        ),
      );
    };
    started.addEventListener("message", ({ data }) => {
      if (worker === started) receive(data);
    });
    started.addEventListener("error", crash);
    started.addEventListener("messageerror", crash);
    worker = started;
    return started;
  }
  function call<M extends Method>(
    method: M,
    params: Params<M>,
    options: RunOptions = {},
  ): Promise<Result<M>> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const id = nextId++;
      pending.set(id, { method, resolve, reject, options });
      const target = ensureWorker();
      target.postMessage({ id, method, params } as Request);
      signal?.addEventListener("abort", () => {
        if (pending.has(id)) target.postMessage({ id, method: "cancel" });
      });
    });
  }
  return { call, end };
}
