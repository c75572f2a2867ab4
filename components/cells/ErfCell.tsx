import { useRef, type ReactElement } from "react";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Cell } from "./Cell.tsx";
import { Conditions } from "./Conditions.tsx";
import { EmptyFigure } from "./EmptyFigure.tsx";
import { ErfFigure } from "./ErfFigure.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { FigureNotices } from "./FigureNotices.tsx";

/** Figure 1: the effective receptive field of one unit under stated conditions. */
export function ErfCell(): ReactElement {
  const book = useBook();
  const status = useNotebook((state) => state.running.figure.status);
  const seconds = useNotebook(({ running: { figure } }) =>
    figure.status === "done" ? figure.seconds : null,
  );
  const shown = useNotebook((state) => state.running.shown);
  const body = useRef<HTMLDivElement>(null);
  const stored = shown && book.results.get(shown.result);
  const reading = shown && book.readings.get(shown.reading);
  return (
    <Cell id="field" title="Figure 1" glyph={status} seconds={seconds}>
      <div className="head">
        <h2>
          <span className="number">Figure 1</span> Effective receptive field of one unit
        </h2>
        {stored && <ExportMenu stored={stored} figure={body} />}
      </div>
      <Conditions />
      <FigureNotices />
      <div ref={body}>
        {shown && stored && reading ? (
          <ErfFigure shown={shown} stored={stored} reading={reading} />
        ) : (
          <EmptyFigure />
        )}
      </div>
    </Cell>
  );
}
