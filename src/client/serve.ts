import { toWireError } from "../domain/errors.ts";
import type { ErfResult, Progress } from "../domain/result.ts";
import { transfersOf, type Reply, type Request } from "../protocol.ts";
import { answer, type Served } from "./answer.ts";

/** The end of a message channel that calls arrive at: a worker's global, or a MessagePort. */
export interface ServingPort {
  postMessage(message: Reply, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
}
const PROGRESS_EVERY_MS = 100;

/** Answers every request that arrives at the port. */
export function serve(port: ServingPort, served: Served): void {
  const running = new Map<number, AbortController>();
  const post = (reply: Reply): void => port.postMessage(reply, transfersOf(reply));

  async function handle(request: Exclude<Request, { method: "cancel" }>): Promise<void> {
    const { id } = request;
    const controller = new AbortController();
    running.set(id, controller);
    let postedAt = -Infinity;
    const onProgress = (progress: Progress): void => {
      const now = performance.now();
      if (now - postedAt < PROGRESS_EVERY_MS && progress.done < progress.total) return;
      postedAt = now;
      post({ id, type: "progress", progress });
    };
    try {
      const onPartial = (result: ErfResult): void => post({ id, type: "partial", result });
      const options = { signal: controller.signal, onProgress, onPartial };
      post({ id, type: "ok", ...(await answer(request, served, options)) });
    } catch (error) {
      post({ id, type: "error", error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  }
  port.addEventListener("message", ({ data }) => {
    if (data.method === "cancel") running.get(data.id)?.abort();
    else void handle(data);
  });
}
