import type { ReactElement } from "react";
import type { Download } from "../../src/store/remote/download.ts";
import { sayBytes, sayDuration } from "../cells/words.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { attempt } from "./useDownloads.ts";

/** `52 of 114 MB`, of all files together. */
const sayDone = ({ done, total }: Download): string =>
  total === null ? sayBytes(done) : `${sayBytes(done)} of ${sayBytes(total)}`;

/** How fast it comes, or why it does not. */
function sayPace({ status, rate, secondsLeft, note }: Download): string {
  switch (status) {
    case "running":
      return [
        rate === null ? "" : `${sayBytes(rate)} a second`,
        secondsLeft === null ? "" : `${sayDuration(secondsLeft)} left`,
      ]
        .filter(Boolean)
        .join(", ");
    case "waiting":
      return note;
    case "paused":
      return "paused; what came is kept";
    case "checking":
      return "all is here; computing its sha256";
    case "done":
      return "done";
    case "failed":
      return "stopped; what came is kept";
    default:
      return status satisfies never;
  }
}

/** One download: a bar for all of it, its pace, and the means to pause, resume and cancel it. */
export function DownloadProgress({ download }: { readonly download: Download }): ReactElement {
  const book = useBook();
  const { downloads } = book;
  const { id, name, status, done, total, note, error } = download;
  const stopped = status === "paused" || status === "failed";
  return (
    <div className="download" role="group" aria-label={`Download of ${name}`}>
      <div className="line">
        <b>{name}</b>
        <span className="acts">
          {(status === "running" || status === "waiting") && (
            <button type="button" className="btn quiet" onClick={() => downloads.pause(id)}>
              Pause
            </button>
          )}
          {stopped && (
            <button
              type="button"
              className="btn"
              onClick={() => void attempt(book, () => downloads.resume(id))}
            >
              {status === "paused" ? "Resume" : "Try again"}
            </button>
          )}
          {status === "done" ? (
            <button type="button" className="btn quiet" onClick={() => downloads.dismiss(id)}>
              Close
            </button>
          ) : (
            status !== "checking" && (
              <button
                type="button"
                className="btn quiet"
                onClick={() => void attempt(book, () => downloads.cancel(id))}
              >
                Cancel
              </button>
            )
          )}
        </span>
      </div>
      {/* no value while the end is not known */}
      <progress
        aria-label={name}
        {...(total === null && status !== "done" ? {} : { max: total ?? done, value: done })}
      />
      <p className="pace">
        <span>{sayDone(download)}</span>
        <span role="status">{sayPace(download)}</span>
      </p>
      {note !== "" && status === "running" && <p className="pace">{note}</p>}
      {error && (
        <p className="wrong" role="alert">
          <Linked text={error.message} />
        </p>
      )}
    </div>
  );
}

/** A sentence whose addresses can be followed. */
export function Linked({ text }: { readonly text: string }): ReactElement {
  const parts = text.split(/(https:\/\/[^\s,]+)/);
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 1 ? (
          <a key={`${i}${part}`} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}
