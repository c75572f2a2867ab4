import "@fontsource/charis-sil/latin-400.css";
import "@fontsource/charis-sil/latin-400-italic.css";
import "../components/styles/fonts.css";
import "../components/styles/tokens.css";
import "../components/styles/page.css";
import "../components/styles/bar.css";
import "../components/styles/frame.css";
import "../components/styles/cells.css";
import "../components/styles/add.css";
import "../components/styles/dialogs.css";
import "../components/styles/library.css";
import "../components/styles/model.css";
import "../components/styles/rows.css";
import "../components/styles/text.css";
import "../components/styles/figure.css";
import "../components/styles/plots.css";
import "../components/styles/share.css";
import "../components/styles/figures.css";
import "../components/styles/erf.css";
import "../components/styles/conditions.css";
import "../components/styles/remote.css";
import "../components/styles/published.css";
import "../components/styles/states.css";
import "../components/styles/widths.css";
import "../components/styles/paper.css";
import "../components/styles/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followPrinting } from "../components/export/printing.ts";
import { App } from "../components/notebook/App.tsx";
import { NotebookContext } from "../components/notebook/useNotebook.ts";
import { createEitherDisk } from "./client/disk/eitherDisk.ts";
import { createMemoryDisk } from "./client/disk/memoryDisk.ts";
import { createWorkerDisk } from "./client/disk/workerDisk.ts";
import { createPool } from "./client/pool.ts";
import { createWorkerClient } from "./client/workerClient.ts";
import { toWireError, type WireError } from "./domain/errors.ts";
import { BACKENDS } from "./domain/job.ts";
import { createServedBundled } from "./store/bundled.ts";
import { createDownloads } from "./store/remote/downloads.ts";
import { createNotebook, type Notebook } from "./store/notebook.ts";
import type { Library } from "./store/persistence/library.ts";
import { openLibrary } from "./store/persistence/openLibrary.ts";
import { startReacting } from "./store/reacting.ts";
import { startOffline } from "./store/offline.ts";
import { startEngine } from "./store/runs.ts";
import { startSaving } from "./store/saving.ts";
import { createScripting } from "./store/scripting.ts";
import { startTabs } from "./store/tabs.ts";
import { startWarming } from "./store/warming.ts";

/** The notebooks of this browser, or why it keeps none; the page works all the same. */
async function findLibrary(): Promise<{ library: Library | null; error: WireError | null }> {
  try {
    return { library: await openLibrary(), error: null };
  } catch (error) {
    return { library: null, error: toWireError(error) };
  }
}

/** `?backend=wasm` in the address asks for one; anything unknown is left to the engine. */
function findBackend(): Notebook["backend"] {
  const asked = new URLSearchParams(location.search).get("backend");
  return BACKENDS.find((choice) => choice === asked) ?? "auto";
}

const createEngine = () =>
  createWorkerClient(
    () =>
      new Worker(new URL("../workers/engine.worker.ts", import.meta.url), {
        type: "module",
        name: "engine",
      }),
    () =>
      new Worker(new URL("../workers/inquiry.worker.ts", import.meta.url), {
        type: "module",
        name: "inquiry",
      }),
  );
// every helper holds the weights once more
const MOST_HELPERS = 7;
const helpers = Math.min(MOST_HELPERS, Math.max(0, navigator.hardwareConcurrency - 1));
const client = createPool(createEngine(), createEngine, helpers);
const createDiskWorker = () =>
  new Worker(new URL("../workers/disk.worker.ts", import.meta.url), {
    type: "module",
    name: "disk",
  });
const disk = createEitherDisk(createWorkerDisk(createDiskWorker), createMemoryDisk());
const { library, error } = await findLibrary();
const book = createNotebook(client, {
  library,
  downloads: createDownloads({ disk }),
  bundled: createServedBundled(`${import.meta.env.BASE_URL}networks/`, fetch.bind(globalThis)),
  base: import.meta.env.BASE_URL,
  backend: findBackend(),
});
if (error) book.store.setState({ saving: { status: "failed", error } });
startSaving(book);
startTabs(book);
startReacting(book);
startEngine(book);
startWarming(book);
Object.assign(window, { fieldbook: createScripting(book) });
// what is kept for later visits is fetched when the page has what it needs itself
const KEEP_AFTER_MS = 3000;
if (import.meta.env.PROD)
  setTimeout(() => {
    void startOffline(book, {
      container: navigator.serviceWorker,
      worker: `${import.meta.env.BASE_URL}sw.js`,
      script: import.meta.url,
      reload: () => location.reload(),
    });
  }, KEEP_AFTER_MS);

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");
followPrinting(window);
createRoot(root).render(
  <StrictMode>
    <NotebookContext value={book}>
      <App />
    </NotebookContext>
  </StrictMode>,
);
