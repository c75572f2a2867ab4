import "@fontsource/charis-sil/latin-400.css";
import "@fontsource/charis-sil/latin-400-italic.css";
import "../components/styles/fonts.css";
import "../components/styles/tokens.css";
import "../components/styles/page.css";
import "../components/styles/bar.css";
import "../components/styles/cells.css";
import "../components/styles/model.css";
import "../components/styles/plots.css";
import "../components/styles/states.css";
import "../components/styles/widths.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { NotebookContext } from "../components/notebook/useNotebook.ts";
import { NotebookPage } from "../components/notebook/NotebookPage.tsx";
import { BACKENDS } from "./domain/job.ts";
import { createWorkerClient } from "./client/workerClient.ts";
import { createNotebook } from "./store/notebook.ts";
import { beginNotebook } from "./store/openModel.ts";

const client = createWorkerClient(
  () =>
    new Worker(new URL("../workers/engine.worker.ts", import.meta.url), {
      type: "module",
      name: "engine",
    }),
);
const asked = new URLSearchParams(location.search).get("backend");
/** `?backend=wasm` in the address asks for one; anything unknown is left to the engine. */
const backend = BACKENDS.find((choice) => choice === asked) ?? "auto";
const book = createNotebook(client, { base: import.meta.env.BASE_URL, backend });
const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <NotebookContext value={book}>
      <NotebookPage />
    </NotebookContext>
  </StrictMode>,
);
void beginNotebook(book);
