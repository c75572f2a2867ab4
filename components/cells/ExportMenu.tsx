import type { ReactElement } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { useCommands } from "../notebook/useFrame.ts";
import { SaveButtons, type ExportItem } from "./SaveButtons.tsx";

/** Takes a figure away: as files, or as a link to its cell. */
export function ExportMenu(props: {
  readonly cell: FigureCell;
  readonly items: readonly ExportItem[];
}): ReactElement {
  const { cell, items } = props;
  const { copyLink } = useCommands();
  return (
    <div className="menu" role="group" aria-label="Take the figure away">
      <SaveButtons items={items} />
      <button
        type="button"
        className="btn quiet"
        title="Copy a link to this figure"
        onClick={() => copyLink(cell.id)}
      >
        Link
      </button>
    </div>
  );
}
