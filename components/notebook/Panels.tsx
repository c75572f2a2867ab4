import type { ReactElement } from "react";
import { BinPanel } from "../dialogs/BinPanel.tsx";
import { CommandPalette } from "../dialogs/CommandPalette.tsx";
import { ExportDialog } from "../dialogs/ExportDialog.tsx";
import { HistoryPanel } from "../dialogs/HistoryPanel.tsx";
import { ShareDialog } from "../dialogs/ShareDialog.tsx";
import { ShortcutSheet } from "../dialogs/ShortcutSheet.tsx";
import { useFrame } from "./useFrame.ts";

/** What opens over the notebook: one at a time. */
export function Panels(): ReactElement {
  const { panel, closePanel } = useFrame();
  return (
    <>
      {panel === "palette" && <CommandPalette onClose={closePanel} />}
      {panel === "shortcuts" && <ShortcutSheet onClose={closePanel} />}
      {panel === "history" && <HistoryPanel onClose={closePanel} />}
      {panel === "bin" && <BinPanel onClose={closePanel} />}
      <ShareDialog open={panel === "share"} onClose={closePanel} />
      <ExportDialog open={panel === "export"} onClose={closePanel} />
    </>
  );
}
