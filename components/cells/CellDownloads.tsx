import { useState, type ReactElement } from "react";
import type { FileRef } from "../../src/domain/document.ts";
import { toWireError } from "../../src/domain/errors.ts";
import { filesOf } from "../../src/store/files.ts";
import { parseAddress } from "../../src/store/remote/address.ts";
import { listRemote } from "../../src/store/remote/listing.ts";
import { hostOf } from "../../src/store/remote/network.ts";
import { planDownload } from "../../src/store/remote/plan.ts";
import { replaced, restoreDownloaded } from "../../src/store/remote/takeDownloaded.ts";
import { DownloadProgress, Linked } from "../dialogs/DownloadProgress.tsx";
import { useDownloads } from "../dialogs/useDownloads.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { sayBytes } from "./words.ts";

/** What is being downloaded for a cell. */
export function CellDownloads({ cell }: { readonly cell: string }): ReactElement | null {
  const mine = useDownloads().filter((one) => one.cell === cell && one.status !== "done");
  if (mine.length === 0) return null;
  return (
    <div className="cell-downloads">
      {mine.map((download) => (
        <DownloadProgress key={download.id} download={download} />
      ))}
    </div>
  );
}

/** The file with a SHA-256 as the notebook speaks of it, if it says where the file may be had. */
const useAddressed = (sha256: unknown): FileRef | undefined =>
  useNotebook(({ document }) =>
    document.cells
      .flatMap(filesOf)
      .find((file) => file.sha256 === sha256 && file.url !== undefined),
  );

/** Offers to fetch a file that a notebook waits for; nothing is asked of the host before. */
export function DownloadMissing(props: {
  /** the model that it is for, or the figure that needs it */
  readonly cell: string;
  readonly sha256: unknown;
}): ReactElement | null {
  const { cell, sha256 } = props;
  const file = useAddressed(sha256);
  return file ? <Offer cell={cell} file={file} /> : null;
}

function Offer(props: { readonly cell: string; readonly file: FileRef }): ReactElement | null {
  const { cell, file } = props;
  const book = useBook();
  const running = useDownloads().some((one) => one.url === file.url && one.status !== "done");
  const [preparing, setPreparing] = useState(false);
  const [problem, setProblem] = useState("");
  const { url } = file;
  if (url === undefined) return null;
  const begin = async (): Promise<void> => {
    setProblem("");
    setPreparing(true);
    try {
      const { downloads } = book;
      const asking = { fetch: downloads.fetch };
      const { choices } = await listRemote(parseAddress(url), asking);
      const choice = choices[0]!;
      const said = choice.files.length === 1 ? choice.files[0]?.sha256 : null;
      // another file need not travel to be found out
      if (said && said !== file.sha256) throw replaced(url, said, file);
      const plan = await planDownload(choice, asking);
      await downloads.start(plan, (got) => restoreDownloaded(book, got, file), cell);
    } catch (error) {
      setProblem(toWireError(error).message);
    } finally {
      setPreparing(false);
    }
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={preparing || running}
        onClick={() => void begin()}
      >
        {`Download ${sayBytes(file.bytes)} from ${hostOf(url)}`}
      </button>
      {problem !== "" && (
        <p className="wrong" role="alert">
          <Linked text={problem} />
        </p>
      )}
    </>
  );
}
