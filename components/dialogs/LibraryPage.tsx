import { useEffect, type ReactElement } from "react";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";
import { notify } from "../../src/store/notices.ts";
import type { NotebookSummary } from "../../src/store/persistence/library.ts";
import { duplicateNotebook, startNotebook } from "../../src/store/session.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";
import { sayBytes } from "../cells/words.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { fileNameOf, saveFile } from "../controls/saveFile.ts";
import { KeptWeights } from "./KeptWeights.tsx";
import { LibraryBar } from "./LibraryBar.tsx";
import { DeletedRow, NotebookRow } from "./LibraryRow.tsx";
import { Examples } from "./Examples.tsx";
import { PublishedLink } from "./PublishedLink.tsx";
import { useLibrary } from "./useLibrary.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** The notebooks in this browser, the examples, and what was deleted. */
export function LibraryPage(): ReactElement {
  const book = useBook();
  const { library } = book;
  const { notebooks, usage, problem, act } = useLibrary();
  useEffect(() => {
    document.title = "Notebooks · Fieldbook";
  }, []);
  const kept = notebooks?.filter(({ deletedAt }) => deletedAt === null) ?? [];
  const deleted = notebooks?.filter(({ deletedAt }) => deletedAt !== null) ?? [];
  const exportOne = async ({ id, title }: NotebookSummary): Promise<void> => {
    const stored = await library?.load(id);
    if (!stored) return;
    const content = new Blob([stored.record.text], { type: "application/json" });
    saveFile(content, `${fileNameOf(title)}.fieldbook.json`);
  };
  const remove = async ({ id, title }: NotebookSummary): Promise<void> => {
    const done = await act(() => library?.setDeleted(id, true) ?? Promise.resolve());
    if (!done) return;
    notify(
      book,
      `“${title}” deleted`,
      {
        label: "Undo",
        run: () => void act(() => library?.setDeleted(id, false) ?? Promise.resolve()),
      },
      { everywhere: true },
    );
  };
  return (
    <>
      <LibraryBar />
      <main className="plain library">
        <div className="library-head">
          <h1>Notebooks</h1>
          <div className="acts">
            <button
              type="button"
              className="btn solid"
              onClick={() => void act(() => startNotebook(book, EMPTY_DOCUMENT, {}))}
            >
              New notebook
            </button>
            <FileButton
              accept=".json,.html"
              onFiles={(files) => void act(() => Promise.resolve(takeFiles(book, files)))}
            >
              Import
            </FileButton>
          </div>
        </div>
        {problem !== "" && (
          <div className="notice" role="alert">
            <p>{problem}</p>
          </div>
        )}
        {notebooks !== null && kept.length === 0 && problem === "" && (
          <p className="lead">None yet: begin one, open an example, or drop a file on the page.</p>
        )}
        {kept.length > 0 && (
          <ul className="notebooks">
            {kept.map((notebook) => (
              <NotebookRow
                key={notebook.id}
                notebook={notebook}
                onExport={() => void act(() => exportOne(notebook))}
                onDuplicate={() =>
                  void act(async () => library && duplicateNotebook(library, notebook.id))
                }
                onDelete={() => void remove(notebook)}
              />
            ))}
          </ul>
        )}
        <Examples />
        <PublishedLink />
        {deleted.length > 0 && (
          <section>
            <h2>Deleted</h2>
            <ul className="notebooks">
              {deleted.map((notebook) => (
                <DeletedRow
                  key={notebook.id}
                  notebook={notebook}
                  onRestore={() => void act(async () => library?.setDeleted(notebook.id, false))}
                  onPurge={() => void act(async () => library?.purge(notebook.id))}
                />
              ))}
            </ul>
          </section>
        )}
        <KeptWeights />
        {usage && (
          <p className="usage">
            {sayBytes(usage.usedBytes)} of {sayBytes(usage.quotaBytes)} that the browser allows are
            used by notebooks, results and weights. Nothing of it leaves this computer.
          </p>
        )}
      </main>
    </>
  );
}
