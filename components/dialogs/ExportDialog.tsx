import { useEffect, useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { citeFigure, creditLine } from "../../src/store/citation.ts";
import { creditNotebook } from "../../src/store/creditNotebook.ts";
import { exportNotebook, resultsAtHand } from "../../src/store/embedded.ts";
import { sayBytes } from "../cells/words.ts";
import { fileNameOf, saveFile } from "../controls/saveFile.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";
import { useCopy } from "./useCopy.ts";

/** Takes the notebook away: its file, a page that anyone can read, how to credit it. */
export function ExportDialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactElement | null {
  return props.open ? <Export onClose={props.onClose} /> : null;
}

function Export({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const [copied, copy] = useCopy();
  const act = async (what: () => Promise<string>): Promise<void> => {
    setSaid("");
    setProblem("");
    try {
      setSaid(`${await what()} saved where downloads go`);
    } catch (error) {
      setProblem(toWireError(error).message);
    }
  };
  return (
    <Dialog title="Export" className="share" onClose={onClose}>
      <NotebookFile act={(what) => void act(what)} />
      <WebPage act={(what) => void act(what)} />
      <Credit
        copy={(text, what) => {
          setSaid("");
          copy(text, what);
        }}
      />
      {problem !== "" && (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
      <p className="said" role="status">
        {said || copied}
      </p>
    </Dialog>
  );
}

interface Acting {
  /** does something that ends with a file of some name */
  readonly act: (what: () => Promise<string>) => void;
}

/** The notebook's file in both sizes; the larger one is null until measured, or a sentence when it cannot be made. */
function useSizes(): { readonly plain: number; readonly whole: number | string | null } {
  const book = useBook();
  const [sizes, setSizes] = useState<ReturnType<typeof useSizes>>({ plain: 0, whole: null });
  useEffect(() => {
    const size = (text: string): number => new Blob([text]).size;
    const plain = size(exportNotebook(book));
    setSizes({ plain, whole: null });
    // results may be many megabytes: the dialog is drawn first
    const timer = setTimeout(() => {
      try {
        setSizes({ plain, whole: size(exportNotebook(book, { results: true })) });
      } catch (error) {
        setSizes({ plain, whole: toWireError(error).message });
      }
    }, 50);
    return () => clearTimeout(timer);
  }, [book]);
  return sizes;
}

/** Kernels are weights, which never travel; see resultsAtHand. */
const sayKept = (readsKernels: boolean): string =>
  readsKernels
    ? "nothing has to be computed again; kernels and masks are read from the weights, which must be here"
    : "nothing has to be computed again";

function NotebookFile({ act }: Acting): ReactElement {
  const book = useBook();
  const { plain, whole } = useSizes();
  const count = resultsAtHand(book).size;
  const readsKernels = useNotebook(({ document }) =>
    document.cells.some(({ type }) => type === "kernels" || type === "masks"),
  );
  const save = (results: boolean) => () =>
    act(async () => {
      const { title } = book.store.getState().document;
      const name = `${fileNameOf(title)}.fieldbook.json`;
      saveFile(new Blob([exportNotebook(book, { results })], { type: "application/json" }), name);
      return Promise.resolve(name);
    });
  return (
    <section>
      <h3>The notebook’s file</h3>
      <p className="lead">
        Plain text, a cell a block, to be kept, compared and opened again. Weights are named in it
        by their sha256 and stay here.
      </p>
      <div className="ways">
        <button type="button" className="btn solid" onClick={save(false)}>
          Without results
        </button>
        <span>{sayBytes(plain)}</span>
        <button
          type="button"
          className="btn"
          disabled={count === 0 || typeof whole !== "number"}
          onClick={save(true)}
        >
          With results
        </button>
        <span>
          {count === 0
            ? "nothing is computed yet"
            : typeof whole === "number"
              ? `${sayBytes(whole)}: ${sayKept(readsKernels)}`
              : (whole ?? "measuring")}
        </span>
      </div>
    </section>
  );
}

function WebPage({ act }: Acting): ReactElement {
  const book = useBook();
  const folded = useNotebook(({ document }) => document.cells.filter((cell) => cell.folded).length);
  const [results, setResults] = useState(false);
  const [making, setMaking] = useState(false);
  const save = (): void =>
    act(async () => {
      setMaking(true);
      try {
        const { exportHtml } = await import("../export/exportHtml.ts");
        const foot = [
          creditLine(creditNotebook(book)),
          "Drop this file on Fieldbook to open the notebook it holds.",
        ];
        const html = await exportHtml(book, { results, foot });
        const name = `${fileNameOf(book.store.getState().document.title)}.html`;
        saveFile(new Blob([html], { type: "text/html" }), name);
        return name;
      } finally {
        setMaking(false);
      }
    });
  return (
    <section>
      <h3>One web page</h3>
      <p className="lead">
        Everything as it is drawn now, in one file that needs no network, no GPU and no script.
        Fieldbook opens it again: the notebook is inside.
        {folded > 0 &&
          ` ${folded === 1 ? "The folded cell shows" : `The ${folded} folded cells show`} only a title: unfold what is to be seen.`}
      </p>
      <div className="ways">
        <button type="button" className="btn solid" disabled={making} onClick={save}>
          {making ? "Drawing…" : "Save the page"}
        </button>
        <label>
          <input
            type="checkbox"
            checked={results}
            onChange={(event) => setResults(event.target.checked)}
          />{" "}
          with the results as numbers too
        </label>
      </div>
    </section>
  );
}

function Credit(props: { readonly copy: (text: string, what: string) => void }): ReactElement {
  const book = useBook();
  const credit = creditNotebook(book);
  return (
    <section>
      <h3>Credit</h3>
      <p className="lead credit">{creditLine(credit)}</p>
      <button
        type="button"
        className="btn"
        onClick={() => props.copy(citeFigure(credit), "BibTeX")}
      >
        Copy BibTeX
      </button>
    </section>
  );
}
