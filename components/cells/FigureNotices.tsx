import type { ReactElement } from "react";
import { secondsLeft } from "../../src/domain/run.ts";
import { runFigure, stopFigure, undoChange } from "../../src/store/runFigure.ts";
import { Icon } from "../notebook/Icon.tsx";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { sayDuration } from "./words.ts";

/** What keeps the figure from being what the conditions say: stale, stopped or failed. */
export function FigureNotices(): ReactElement | null {
  const book = useBook();
  const figure = useNotebook((state) => state.running.figure);
  const expected = useNotebook((state) => state.running.expected);
  const run = (
    <button type="button" className="btn solid" onClick={() => void runFigure(book)}>
      Run
    </button>
  );
  const undo = (
    <button type="button" className="btn quiet" onClick={() => void undoChange(book)}>
      Undo the change
    </button>
  );
  switch (figure.status) {
    case "stale":
      return (
        <div className="notice stale" role="status">
          <p>
            <b>Out of date.</b> Changed: {figure.change || "its conditions"}. What you see was drawn
            before that. {expected !== null && `Running takes about ${sayDuration(expected)} here.`}
          </p>
          <div className="acts">
            {run}
            {undo}
          </div>
        </div>
      );
    case "stopped":
      return (
        <div className="notice stale" role="status">
          <p>
            <b>Stopped.</b>{" "}
            {figure.last === null
              ? "Nothing was finished yet."
              : "What you see was drawn before the run that you stopped."}
          </p>
          <div className="acts">
            {run}
            {figure.last !== null && undo}
          </div>
        </div>
      );
    case "failed":
      return (
        <ErrorNotice error={figure.error} title="The figure was not computed.">
          <button type="button" className="btn" onClick={() => void runFigure(book)}>
            Run again
          </button>
          {figure.last !== null && undo}
        </ErrorNotice>
      );
    case "idle":
    case "running":
    case "done":
      return null;
    default:
      return figure satisfies never;
  }
}

/** Time left, how far it is, and the way to stop it. */
export function FigureProgress(): ReactElement | null {
  const book = useBook();
  const figure = useNotebook((state) => state.running.figure);
  if (figure.status !== "running") return null;
  const left = secondsLeft(figure);
  const { progress } = figure;
  return (
    <div className="progress">
      <div className="line">
        <span className="left">
          {left === null ? "Preparing the weights" : `${sayDuration(left)} left`}
        </span>
        <button type="button" className="btn" onClick={() => stopFigure(book)}>
          <Icon name="stop" />
          Stop
        </button>
      </div>
      <progress
        aria-label="Work done"
        max={1}
        value={progress === null ? 0 : progress.done / progress.total}
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
