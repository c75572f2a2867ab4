/** A disk on another thread: what the page calls, and what answers there. */
import { FieldbookError, fromWireError, toWireError, type WireError } from "../../domain/errors.ts";
import { DISK_METHODS, type Disk, type DiskMethod } from "./disk.ts";

export interface DiskRequest {
  readonly id: number;
  readonly method: DiskMethod;
  readonly args: readonly unknown[];
}
export type DiskReply =
  | { readonly id: number; readonly type: "ok"; readonly result: unknown }
  | { readonly id: number; readonly type: "error"; readonly error: WireError };

/** The part of a Worker that is needed. */
export interface DiskWorker {
  postMessage(message: DiskRequest, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<DiskReply>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
  terminate(): void;
}
interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: FieldbookError) => void;
}

/** The worker starts with the first call; when it stops every pending call rejects. */
export function createWorkerDisk(createWorker: () => DiskWorker): Disk {
  let worker: DiskWorker | null = null;
  let nextId = 1;
  const pending = new Map<number, Pending>();
  const start = (): DiskWorker => {
    const started = createWorker();
    const crash = (): void => {
      if (worker !== started) return;
      started.terminate();
      worker = null;
      const calls = [...pending.values()];
      pending.clear();
      for (const { reject } of calls)
        reject(
          new FieldbookError("storage", "The browser stopped keeping files: reload the page."),
        );
    };
    started.addEventListener("message", ({ data }) => {
      const call = pending.get(data.id);
      pending.delete(data.id);
      if (data.type === "ok") call?.resolve(data.result as never);
      else call?.reject(fromWireError(data.error));
    });
    started.addEventListener("error", crash);
    started.addEventListener("messageerror", crash);
    return started;
  };
  const call =
    (method: DiskMethod) =>
    (...args: readonly unknown[]): Promise<never> =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        const bytes = method === "write" ? args[2] : null;
        const transfer = bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [];
        (worker ??= start()).postMessage({ id, method, args }, transfer);
      });
  return Object.fromEntries(
    DISK_METHODS.map((method) => [method, call(method)]),
  ) as unknown as Disk;
}

/** The end of a channel that calls arrive at: a worker's global. */
export interface DiskPort {
  postMessage(message: DiskReply): void;
  addEventListener(type: "message", listener: (event: MessageEvent<DiskRequest>) => void): void;
}
/** Answers every call that arrives at the port from one disk, in the order in which they came. */
export function serveDisk(port: DiskPort, disk: Disk): void {
  let queue: Promise<void> = Promise.resolve();
  const answer = async ({ id, method, args }: DiskRequest): Promise<void> => {
    try {
      const result: unknown = await Reflect.apply(disk[method], disk, args as unknown[]);
      port.postMessage({ id, type: "ok", result });
    } catch (error) {
      port.postMessage({ id, type: "error", error: toWireError(error) });
    }
  };
  port.addEventListener("message", ({ data }) => {
    queue = queue.then(() => answer(data));
  });
}
