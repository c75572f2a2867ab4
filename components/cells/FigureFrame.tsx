import type { ReactElement, ReactNode } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { usePaper } from "../export/paper.ts";
import { useFigureNumber } from "../notebook/useNotebook.ts";
import { PaperContext } from "../plots/paper.ts";
import { EditableTitle } from "./EditableTitle.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import type { ExportItem } from "./SaveButtons.tsx";
import { FigureCaption } from "./FigureCaption.tsx";
import { FigureFacts, PictureFoot } from "./FigureFacts.tsx";
import { FigureNotices } from "./FigureNotices.tsx";
import { FigureSource } from "./FigureSource.tsx";

/**
 * What every figure has: number and title, files to take away, controls, what is wrong, the body,
 * caption and provenance. A body shows its own FigureProgress where it keeps room for it.
 */
export function FigureFrame(props: {
  readonly cell: FigureCell;
  /** stands while the figure has no title of its own */
  readonly defaultTitle: string;
  /** what can be saved of the figure; empty while nothing is drawn */
  readonly menu: readonly ExportItem[];
  /** left out while the cell's controls are hidden */
  readonly controls: ReactNode;
  /** drawn under conditions that no longer hold */
  readonly old: boolean;
  /** Markdown; stands while the figure has no caption of its own */
  readonly defaultCaption?: string;
  /** spans that say where every number came from */
  readonly provenance?: ReactNode;
  /** how to cite what is shown; null while nothing is */
  readonly citation?: (() => string) | null;
  readonly children: ReactNode;
}): ReactElement {
  const { cell, defaultTitle, menu, controls, old, children } = props;
  const { defaultCaption = "", provenance, citation = null } = props;
  const number = useFigureNumber(cell.id);
  const paper = usePaper(cell.id);
  return (
    <>
      <div className="head">
        <h2>
          <span className="number">Figure {number}</span>{" "}
          <EditableTitle cell={cell} fallback={defaultTitle} />
        </h2>
        <ExportMenu cell={cell} items={menu} />
      </div>
      {!cell.bare && controls}
      <FigureFacts cell={cell} />
      <FigureNotices cell={cell} />
      <PaperContext value={paper !== null}>
        <div className="figure-body" data-old={old || undefined} data-paper={paper ?? undefined}>
          {paper === "picture" && <p className="picture-title">{cell.title || defaultTitle}</p>}
          {children}
          {paper === "picture" && <PictureFoot cell={cell} provenance={provenance} />}
        </div>
      </PaperContext>
      <FigureCaption cell={cell} fallback={defaultCaption} />
      {Boolean(provenance) && <FigureSource citation={citation}>{provenance}</FigureSource>}
    </>
  );
}
