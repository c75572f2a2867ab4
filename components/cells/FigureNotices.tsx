import type { ReactElement } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { secondsLeft } from "../../src/domain/run.ts";
import { restoreShown, runCell, stopCell } from "../../src/store/runs.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { Icon } from "../notebook/Icon.tsx";
import { takeDropped } from "../notebook/takeDropped.ts";
import { useBook, useRuntime } from "../notebook/useNotebook.ts";
import { CellDownloads, DownloadMissing } from "./CellDownloads.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { ANY_FILES, sayDuration } from "./words.ts";

/** What keeps a figure from being what its conditions say: stale, stopped or failed. */
export function FigureNotices({ cell }: { readonly cell: FigureCell }): ReactElement | null {
  const book = useBook();
  const { run, shown, expected } = useRuntime(cell.id);
  const runButton = (label: string, look: string): ReactElement => (
    <button type="button" className={`btn ${look}`} onClick={() => runCell(book, cell.id)}>
      {label}
    </button>
  );
  const undo = shown !== null && (
    <button type="button" className="btn quiet" onClick={() => restoreShown(book, cell.id)}>
      Undo the change
    </button>
  );
  const takes = expected === null ? "" : ` Running takes about ${sayDuration(expected)} here.`;
  switch (run.status) {
    case "stale":
      return (
        <div className="notice stale" role="status">
          <p>
            <b>Out of date.</b> Changed: {run.change || "its conditions"}. What you see was drawn
            before that.{takes}
          </p>
          <div className="acts">
            {runButton("Run", "solid")}
            {undo}
          </div>
        </div>
      );
    case "stopped":
      return (
        <div className="notice stale" role="status">
          <p>
            <b>Stopped.</b>{" "}
            {run.last === null
              ? "Nothing was finished yet."
              : "What you see was drawn before the run that you stopped."}
            {takes}
          </p>
          <div className="acts">
            {runButton("Run", "solid")}
            {run.last !== null && undo}
          </div>
        </div>
      );
    case "failed":
      return run.error.code === "missing-file" ? (
        <>
          <ErrorNotice error={run.error} title="A file is not here.">
            <DownloadMissing cell={cell.id} sha256={run.error.data["sha256"]} />
            <FileButton
              multiple
              accept={ANY_FILES}
              onFiles={(files) => void takeDropped(book, files, cell.id)}
            >
              Choose the file
            </FileButton>
            {runButton("Try again", "quiet")}
          </ErrorNotice>
          <CellDownloads cell={cell.id} />
        </>
      ) : (
        <ErrorNotice error={run.error} title="The figure was not computed.">
          {runButton("Run again", "")}
          {run.last !== null && undo}
        </ErrorNotice>
      );
    case "idle":
    case "running":
    case "done":
      return null;
    default:
      return run satisfies never;
  }
}

/** Time left, how far a run is, and the way to stop it. */
export function FigureProgress({ cell }: { readonly cell: FigureCell }): ReactElement | null {
  const book = useBook();
  const { run } = useRuntime(cell.id);
  if (run.status !== "running") return null;
  const left = secondsLeft(run);
  const { progress } = run;
  return (
    <div className="progress">
      <div className="line">
        <span className="left">
          {left === null ? "Preparing the weights" : `${sayDuration(left)} left`}
        </span>
        <button type="button" className="btn" onClick={() => stopCell(book, cell.id)}>
          <Icon name="stop" />
          Stop
        </button>
      </div>
      <progress
        aria-label="Work done"
        max={1}
        value={progress === null ? 0 : progress.done / Math.max(1, progress.total)}
      />
      <div className="what">
        <span>
          {progress === null ? "" : `${progress.images.done} of ${progress.images.total} images`}
        </span>
        <span>{progress?.at}</span>
      </div>
    </div>
  );
}
