import type { ReactElement } from "react";
import { ErfCell } from "../cells/ErfCell.tsx";
import { IntroCell } from "../cells/IntroCell.tsx";
import { ModelCell } from "../cells/ModelCell.tsx";
import { AppBar } from "./AppBar.tsx";
import { DropOverlay } from "./DropOverlay.tsx";
import { EngineChip } from "./EngineChip.tsx";
import { Outline } from "./Outline.tsx";

/** The whole page: bar, outline and the column of cells. */
export function NotebookPage(): ReactElement {
  return (
    <>
      <a className="skip" href="#field">
        Skip to the figure
      </a>
      <AppBar />
      <div className="status-line">
        <EngineChip />
      </div>
      <div className="shell">
        <Outline />
        <main>
          <IntroCell />
          <ModelCell />
          <ErfCell />
        </main>
      </div>
      <DropOverlay />
    </>
  );
}
