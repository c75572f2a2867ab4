import type { ReactElement } from "react";
import { resolveConflict, revertToPublished } from "../../src/store/session.ts";
import { changedSincePublished } from "../../src/store/session.ts";
import { sayMoment, sayTime } from "./sayTime.ts";
import { useCommands } from "./useFrame.ts";
import { useBook, useNotebook } from "./useNotebook.ts";

/** What has to be known of how the notebook is kept: that it is not, or that two tabs differ. */
export function SavingNotices(): ReactElement {
  return (
    <>
      <NotKept />
      <Conflict />
      <Published />
    </>
  );
}

function NotKept(): ReactElement | null {
  const context = useCommands();
  const error = useNotebook(({ saving }) => (saving.status === "failed" ? saving.error : null));
  if (!error) return null;
  return (
    <div className="notice" role="alert">
      <p>
        <b>Not saved.</b> {error.message}
      </p>
      <div className="acts">
        <button type="button" className="btn" onClick={() => context.show("export")}>
          Export
        </button>
      </div>
    </div>
  );
}

function Conflict(): ReactElement | null {
  const book = useBook();
  const theirs = useNotebook(({ saving }) => (saving.status === "conflict" ? saving.theirs : null));
  if (!theirs) return null;
  return (
    <div className="notice" role="alert">
      <p>
        <b>Changed in another tab</b> at {sayTime(theirs.modifiedAt)}, so this one is not saved. The
        one you do not keep stays in the history.
      </p>
      <div className="acts">
        <button type="button" className="btn" onClick={() => void resolveConflict(book, "mine")}>
          Keep this one
        </button>
        <button type="button" className="btn" onClick={() => void resolveConflict(book, "theirs")}>
          Take the other
        </button>
      </div>
    </div>
  );
}

function Published(): ReactElement | null {
  const book = useBook();
  const origin = useNotebook((state) => state.origin);
  const changed = useNotebook((state) => state.origin !== null && changedSincePublished(state));
  if (!origin || !changed) return null;
  return (
    <p className="published">
      Local changes since {sayMoment(origin.openedAt, book.date())}, when it was opened from{" "}
      {origin.type === "link" ? "a link" : origin.type === "example" ? "the examples" : origin.url}.
      <button type="button" className="btn quiet" onClick={() => void revertToPublished(book)}>
        Revert to the published one
      </button>
    </p>
  );
}
