import { useEffect, useId, useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import type { Listing, RemoteChoice } from "../../src/store/remote/listing.ts";
import { planDownload } from "../../src/store/remote/plan.ts";
import { takeDownloaded } from "../../src/store/remote/takeDownloaded.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { Dialog } from "./Dialog.tsx";
import { DownloadProgress, Linked } from "./DownloadProgress.tsx";
import { RemoteChoiceRow } from "./RemoteChoiceRow.tsx";
import { useDownload } from "./useDownloads.ts";
import { useListing } from "./useListing.ts";

/** Weights from an address: what lies there, how large it is, and the download of one of it. */
export function RemoteDialog(props: {
  /** the model cell that they are for */
  readonly cell: string;
  /** looked up at once, since a person chose it */
  readonly address?: string;
  readonly onClose: () => void;
}): ReactElement {
  const { cell, address = "", onClose } = props;
  const book = useBook();
  const id = useId();
  const [text, setText] = useState(address);
  const [state, look] = useListing();
  const [begun, setBegun] = useState<string | null>(null);
  const [preparing, setPreparing] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const download = useDownload(begun);
  useEffect(() => {
    if (address !== "") look(address);
  }, [address, look]);
  const begin = async (choice: RemoteChoice): Promise<void> => {
    setProblem("");
    setPreparing(choice.url);
    try {
      const plan = await planDownload(choice, { fetch: book.downloads.fetch });
      setBegun(await book.downloads.start(plan, (file) => takeDownloaded(book, file, cell), cell));
    } catch (error) {
      setProblem(toWireError(error).message);
    } finally {
      setPreparing(null);
    }
  };
  const busy =
    preparing !== null || (download !== undefined && !["done", "failed"].includes(download.status));
  return (
    <Dialog title="Weights from the web" className="remote" onClose={onClose}>
      <form
        className="link-field"
        onSubmit={(event) => {
          event.preventDefault();
          setProblem("");
          look(text);
        }}
      >
        <label className="unseen" htmlFor={id}>
          Hugging Face id, page or file
        </label>
        <input
          id={id}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="timm/convnext_tiny.in12k, or an address"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="btn solid" disabled={state.status === "asking"}>
          Look up
        </button>
      </form>
      <p className="lead">
        A Hugging Face id, the address of a page there, or of a file. The host is asked when you say
        so, and learns that this computer asked.
      </p>
      <div aria-live="polite">
        {state.status === "asking" && <p className="lead">Looking up what is there</p>}
        {state.status === "failed" && (
          <p className="wrong">
            <Linked text={state.message} />
          </p>
        )}
      </div>
      {state.status === "listed" && (
        <Choices listing={state.listing}>
          {(choice) => (
            <RemoteChoiceRow
              key={choice.url}
              choice={choice}
              busy={busy}
              preparing={preparing === choice.url}
              onDownload={() => void begin(choice)}
            />
          )}
        </Choices>
      )}
      {problem !== "" && (
        <p className="wrong" role="alert">
          <Linked text={problem} />
        </p>
      )}
      {download && <DownloadProgress download={download} />}
      {download?.status === "done" && (
        <p className="lead">
          The model is opened with these weights. They are kept in this browser, and work without a
          network from now on; the page of notebooks shows and deletes them.
        </p>
      )}
      {download && download.status !== "done" && (
        <p className="lead">You may close this: the download goes on, and the cell shows it.</p>
      )}
    </Dialog>
  );
}

function Choices(props: {
  readonly listing: Listing;
  readonly children: (choice: RemoteChoice) => ReactElement;
}): ReactElement {
  const { title, page, choices } = props.listing;
  return (
    <section>
      <h3>
        {page?.startsWith("https://") ? (
          <a href={page} target="_blank" rel="noreferrer">
            {title}
          </a>
        ) : (
          title
        )}
      </h3>
      <ul className="choices">{choices.map((choice) => props.children(choice))}</ul>
    </section>
  );
}
