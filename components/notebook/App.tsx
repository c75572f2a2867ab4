import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactElement,
} from "react";
import type { Panel } from "../../src/store/command.ts";
import { LibraryPage } from "../dialogs/LibraryPage.tsx";
import { PublishedPage } from "../dialogs/PublishedPage.tsx";
import { DropOverlay } from "./DropOverlay.tsx";
import { NotebookPage } from "./NotebookPage.tsx";
import { OpeningPage } from "./OpeningPage.tsx";
import { Panels } from "./Panels.tsx";
import { applyTheme, followSystem, initialTheme, otherTheme, type Theme } from "./theme.ts";
import { Toasts } from "./Toasts.tsx";
import { CommandsContext, FrameContext } from "./useFrame.ts";
import { useCommandContext } from "./useCommandContext.ts";
import { useCommandKeys } from "./useCommandKeys.ts";
import { useBook } from "./useNotebook.ts";
import { useRoute } from "./useRoute.ts";

/** The whole page: what the address asks for, and what floats over it. */
export function App(): ReactElement {
  const book = useBook();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [theme, setTheme] = useState<Theme>(initialTheme);
  const [outlineFolded, setOutlineFolded] = useState(false);
  useLayoutEffect(() => applyTheme(theme, false), [theme]);
  useEffect(() => followSystem(setTheme), []);
  const toggleTheme = useCallback(() => {
    const other = otherTheme(document.documentElement.dataset["theme"]);
    applyTheme(other, true);
    setTheme(other);
  }, []);
  const toggleOutline = useCallback(() => setOutlineFolded((folded) => !folded), []);
  const context = useCommandContext(book, { show: setPanel, toggleTheme, toggleOutline });
  const view = useRoute(book);
  useCommandKeys(book, context, view.type === "notebook");
  const frame = useMemo(
    () => ({ panel, closePanel: () => setPanel(null), theme, outlineFolded }),
    [panel, theme, outlineFolded],
  );
  return (
    <CommandsContext value={context}>
      <FrameContext value={frame}>
        {view.type === "notebook" && <NotebookPage />}
        {view.type === "library" && <LibraryPage />}
        {view.type === "published" && <PublishedPage />}
        {(view.type === "opening" || view.type === "failed") && <OpeningPage view={view} />}
        {view.type === "notebook" && <Panels />}
        <Toasts keys={view.type === "notebook"} />
        <DropOverlay shown={view.type === "notebook"} />
      </FrameContext>
    </CommandsContext>
  );
}
