/** A world for the service worker: a network that can fail, caches, pages; the worker runs as it is. */
import { runInNewContext } from "node:vm";

export const ORIGIN = "https://fieldbook.example/";
type Listener = (event: Record<string, unknown>) => void;

export interface OfflineWorld {
  /** by address: what the network answers; a missing one is a network that is down */
  readonly network: Map<string, () => Response | Promise<Response>>;
  readonly asked: string[];
  /** how long it was willing to wait, ms; every wait is over at once */
  readonly waits: number[];
  /** by name of cache, then by address */
  readonly stores: Map<string, Map<string, Response>>;
  /** how many windows are open */
  pages: number;
  readonly skipped: () => boolean;
  install(): Promise<void>;
  activate(): Promise<void>;
  /** what the worker answers; null when it leaves the request to the browser */
  ask(address: string, request?: { mode?: string; method?: string }): Promise<Response | null>;
  say(message: unknown): Promise<unknown>;
}

/** Starts the text of a worker; all that it knows is what a worker in a browser would. */
export function openWorld(text: string): OfflineWorld {
  const listeners = new Map<string, Listener>();
  const network: OfflineWorld["network"] = new Map();
  const stores: OfflineWorld["stores"] = new Map();
  const asked: string[] = [];
  const waits: number[] = [];
  let skipped = false;
  const world = { pages: 1 };
  const caches = {
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
    open: (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return Promise.resolve({
        match: (address: string) => Promise.resolve(store.get(address)?.clone()),
        put: (address: string, response: Response) => Promise.resolve(store.set(address, response)),
      });
    },
  };
  const fetch = (request: string | { url: string }): Promise<Response> => {
    const address = typeof request === "string" ? request : request.url;
    asked.push(address);
    const answer = network.get(address.replace(/[?#].*$/, ""));
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError("Failed to fetch"));
  };
  const self = {
    location: new URL("sw.js", ORIGIN),
    registration: { scope: ORIGIN },
    skipWaiting: () => Promise.resolve(void (skipped = true)),
    clients: {
      claim: () => Promise.resolve(),
      matchAll: () => Promise.resolve(Array.from({ length: world.pages }, () => ({}))),
    },
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
  };
  const wait = (run: () => void, ms: number): void => {
    waits.push(ms);
    setTimeout(run, 0);
  };
  runInNewContext(text, { self, caches, fetch, URL, Response, Promise, setTimeout: wait });
  const live = async (type: string): Promise<void> => {
    let work: unknown;
    listeners.get(type)?.({ waitUntil: (promise: unknown) => (work = promise) });
    await work;
  };
  return Object.assign(world, {
    network,
    asked,
    waits,
    stores,
    skipped: () => skipped,
    install: () => live("install"),
    activate: () => live("activate"),
    async ask(address: string, { mode = "no-cors", method = "GET" } = {}) {
      let answer: unknown = null;
      const url = new URL(address, ORIGIN).href;
      listeners.get("fetch")?.({
        request: { url, mode, method },
        respondWith: (promise: unknown) => (answer = promise),
      });
      return (await answer) as Response | null;
    },
    async say(data: unknown) {
      let said: unknown;
      let work: unknown;
      listeners.get("message")?.({
        data,
        ports: [{ postMessage: (answer: unknown) => (said = answer) }],
        waitUntil: (promise: unknown) => (work = promise),
      });
      await work;
      return said;
    },
  });
}
