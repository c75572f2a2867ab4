/** The page that opens without a network, and the word that a newer one is there. */
import type { Notebook } from "./notebook.ts";
import { notify } from "./notices.ts";

export interface OfflineOptions {
  /** the browser's, `navigator.serviceWorker`; undefined where it has none */
  readonly container: ServiceWorkerContainer | undefined;
  /** address of the worker that the build wrote */
  readonly worker: string;
  /** address of the script that runs: tells which build the page is of */
  readonly script: string;
  readonly reload: () => void;
}

/** Asks a worker that waits whether the person must be asked before it takes over. */
const mustAsk = (worker: ServiceWorker, script: string, now: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<{ asks: boolean }>) => {
      port1.close();
      resolve(data.asks);
    };
    worker.postMessage({ type: "take-over", script, now }, [port2]);
  });

/**
 * Lets the browser keep the page. Says when a newer build is at hand, which then comes by a reload;
 * resolves when the worker is registered. Failing that the page works, but not without a network.
 */
export async function startOffline(book: Notebook, options: OfflineOptions): Promise<void> {
  const { container, worker, script, reload } = options;
  if (!container) return;
  let agreed = false;
  container.addEventListener("controllerchange", () => agreed && reload());
  const offer = async (waiting: ServiceWorker): Promise<void> => {
    if (!(await mustAsk(waiting, script, false))) return;
    notify(
      book,
      "A new version of Fieldbook is ready",
      {
        label: "Reload",
        run: () => {
          agreed = true;
          void mustAsk(waiting, script, true);
        },
      },
      { everywhere: true, about: "version" },
    );
  };
  const registration = await container
    .register(worker, { updateViaCache: "none" })
    .catch(() => null);
  if (!registration) return;
  if (registration.waiting) void offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      // the first of all replaces nothing
      if (installing.state === "installed" && container.controller) void offer(installing);
    });
  });
}
