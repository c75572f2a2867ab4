import type { ReactElement } from "react";
import { Mark } from "./Mark.tsx";
import type { View } from "./useRoute.ts";

/** Stands until a notebook is open, and says why when it cannot be. */
export function OpeningPage(props: {
  readonly view: Extract<View, { type: "opening" | "failed" }>;
}): ReactElement {
  const { view } = props;
  return (
    <>
      <header className="bar">
        <Mark />
      </header>
      <main className="plain">
        {view.type === "opening" ? (
          <p className="opening-line" role="status">
            {view.what}
          </p>
        ) : (
          <>
            <h1>This notebook was not opened</h1>
            <div className="notice" role="alert">
              <p>{view.error.message}</p>
              <div className="acts">
                <button type="button" className="btn solid" onClick={view.retry}>
                  Retry
                </button>
                <a className="btn" href="#library">
                  Notebooks in this browser
                </a>
              </div>
            </div>
          </>
        )}
      </main>
    </>
  );
}
