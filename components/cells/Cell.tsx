import type { ReactElement, ReactNode } from "react";

const WORDS: Readonly<Record<string, string>> = {
  running: "running",
  stale: "stale",
  failed: "error",
  stopped: "stopped",
};

/** A cell of the notebook: the gutter with its state, and the body. */
export function Cell(props: {
  readonly id: string;
  readonly title: string;
  /** state of the cell; null for one that never computes */
  readonly glyph: string | null;
  readonly seconds?: number | null;
  readonly children: ReactNode;
}): ReactElement {
  const { id, title, glyph, seconds = null, children } = props;
  const words = WORDS[glyph ?? ""] ?? (seconds === null ? "" : `${seconds.toFixed(1)} s`);
  return (
    <section className="cell" id={id} aria-label={title}>
      <div className={glyph === null ? "gutter bare" : "gutter"}>
        {glyph !== null && <div className={`dot ${glyph}`} />}
        {words}
      </div>
      <div>{children}</div>
    </section>
  );
}
