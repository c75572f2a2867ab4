import { useEffect, type ReactElement } from "react";
import { AppBar } from "./AppBar.tsx";
import { CellList } from "./CellList.tsx";
import { EngineChip } from "./EngineChip.tsx";
import { Outline } from "./Outline.tsx";
import { SavedState } from "./SavedState.tsx";
import { SavingNotices } from "./SavingNotices.tsx";
import { useFrame } from "./useFrame.ts";
import { useNotebook } from "./useNotebook.ts";

/** A notebook: bar, outline and the column of cells. */
export function NotebookPage(): ReactElement {
  const { outlineFolded } = useFrame();
  const title = useNotebook(({ document }) => document.title);
  useEffect(() => {
    document.title = `${title} · Fieldbook`;
  }, [title]);
  return (
    <>
      <a
        className="skip"
        href="#notebook"
        onClick={(event) => {
          // the address belongs to the notebook
          event.preventDefault();
          document.querySelector<HTMLElement>(".cell")?.focus();
        }}
      >
        Skip to the cells
      </a>
      <AppBar />
      <section className="status-line" aria-label="State of the notebook">
        <SavedState />
        <EngineChip />
      </section>
      <div className="shell" data-outline={outlineFolded ? "folded" : undefined}>
        <Outline />
        <main id="notebook">
          <SavingNotices />
          <CellList />
        </main>
      </div>
    </>
  );
}
