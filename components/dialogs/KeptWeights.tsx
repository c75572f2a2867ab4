import { useCallback, useEffect, useState, type ReactElement } from "react";
import type { DiskFile } from "../../src/client/disk/disk.ts";
import { admitFile, forgetFile } from "../../src/store/files.ts";
import type { Download } from "../../src/store/remote/download.ts";
import { hostOf } from "../../src/store/remote/network.ts";
import { sayBytes, sayHash } from "../cells/words.ts";
import { sayMoment } from "../notebook/sayTime.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { DownloadProgress } from "./DownloadProgress.tsx";
import { attempt, useDownloads } from "./useDownloads.ts";

const sayStates = (tasks: ReadonlyMap<string, Download>): string =>
  [...tasks.values()].map(({ id, status }) => `${id} ${status}`).join();

/** The weights that were downloaded: how large they are, and the means to delete them or go on. */
export function KeptWeights(): ReactElement | null {
  const book = useBook();
  const { downloads } = book;
  const running = useDownloads();
  const [files, setFiles] = useState<readonly DiskFile[]>([]);
  const [lasts, setLasts] = useState(true);
  const read = useCallback(async () => {
    setFiles(await downloads.list());
    setLasts(await downloads.disk.lasts());
  }, [downloads]);
  useEffect(() => {
    const again = (): void => void read().catch(() => {});
    again();
    // what begins, ends or is deleted changes the list; bytes that come do not
    return downloads.store.subscribe((now, before) => {
      if (sayStates(now.tasks) !== sayStates(before.tasks)) again();
    });
  }, [read, downloads]);
  if (files.length === 0) return null;
  const tasks = new Map(running.map((one) => [one.id, one]));
  const total = files.reduce((sum, { have }) => sum + have, 0);
  const forget = async ({ key, sha256 }: DiskFile): Promise<void> => {
    await downloads.remove(key);
    if (sha256 !== null) forgetFile(book, sha256);
    await read();
  };
  const goOn = ({ key }: DiskFile) =>
    attempt(book, () =>
      downloads.resume(key, ({ sha256, name, blob }) => admitFile(book, sha256, { name, blob })),
    );
  return (
    <section className="kept">
      <h2>Downloaded weights, {sayBytes(total)}</h2>
      {!lasts && (
        <p className="lead">
          This browser keeps no files for this page: these are gone when it is closed.
        </p>
      )}
      <ul className="notebooks">
        {files
          .toSorted((p, q) => (p.at < q.at ? 1 : -1))
          .map((file) => (
            <li key={file.key}>
              {tasks.has(file.key) && file.sha256 === null ? (
                <DownloadProgress download={tasks.get(file.key)!} />
              ) : (
                <Kept
                  file={file}
                  onGoOn={() => void goOn(file)}
                  onForget={() => void attempt(book, () => forget(file))}
                />
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}

/** A file that is here, or the part of one that an earlier visit left. */
function Kept(props: {
  readonly file: DiskFile;
  readonly onGoOn: () => void;
  readonly onForget: () => void;
}): ReactElement {
  const { file, onGoOn, onForget } = props;
  const { name, have, bytes, sha256, url, at } = file;
  const book = useBook();
  const size =
    sha256 !== null
      ? `${sayBytes(have)}, sha256 ${sayHash(sha256)}`
      : `${sayBytes(have)}${bytes === null ? "" : ` of ${sayBytes(bytes)}`} so far`;
  return (
    <>
      <div className="what">
        <span className="gone">{name}</span>
        <p>
          {size}, from {hostOf(url)}, {sayMoment(at, book.date())}
        </p>
      </div>
      <div className="acts">
        {sha256 === null && (
          <button
            type="button"
            className="btn quiet"
            aria-label={`Go on with the download of ${name}`}
            onClick={onGoOn}
          >
            Go on
          </button>
        )}
        <button
          type="button"
          className="btn quiet"
          aria-label={`Delete ${name}, ${sayBytes(have)}`}
          onClick={onForget}
        >
          Delete
        </button>
      </div>
    </>
  );
}
