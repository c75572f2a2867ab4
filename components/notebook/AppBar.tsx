import type { ReactElement } from "react";
import { runAll } from "../../src/store/runs.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { EngineChip } from "./EngineChip.tsx";
import { Icon } from "./Icon.tsx";
import { isMac } from "./isMac.ts";
import { Mark } from "./Mark.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { NotebookTitle } from "./NotebookTitle.tsx";
import { SavedState } from "./SavedState.tsx";
import { StopButton } from "./StopButton.tsx";
import { UndoButtons } from "./UndoButtons.tsx";
import { useCommands, useFrame } from "./useFrame.ts";
import { useBook } from "./useNotebook.ts";
import { otherTheme } from "./theme.ts";

/** The bar at the top: the notebook's name and state, what computes, and what can be done with it all. */
export function AppBar(): ReactElement {
  const book = useBook();
  const context = useCommands();
  const { theme } = useFrame();
  return (
    <header className="bar">
      <Mark />
      <NotebookTitle />
      <SavedState />
      <span className="space" />
      <EngineChip />
      <span className="divide wide" />
      <button type="button" className="btn quiet wide" onClick={() => runAll(book)}>
        <Icon name="run" />
        Run all
      </button>
      <StopButton />
      <span className="divide wide undoing" />
      <UndoButtons />
      <span className="divide wide" />
      <button type="button" className="btn quiet wide" onClick={() => context.show("share")}>
        <Icon name="share" />
        Share
      </button>
      <button type="button" className="btn quiet wide" onClick={() => context.show("export")}>
        Export
      </button>
      <button
        type="button"
        className="btn quiet wide"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => context.show("palette")}
      >
        <span className="unseen">Command palette</span>
        <kbd>{showKeys("Mod+k", isMac())}</kbd>
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={`Use the ${otherTheme(theme)} theme`}
        title={`Use the ${otherTheme(theme)} theme`}
        onClick={context.toggleTheme}
      >
        <Icon name="theme" />
      </button>
      <MoreMenu />
    </header>
  );
}
