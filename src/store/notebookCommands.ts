/** What can be done with the notebook as a whole. */
import { foldAll } from "./actions.ts";
import type { Command } from "./command.ts";
import { canRedo, canUndo, redo, undo } from "./editing.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { notify } from "./notices.ts";
import { runAll, stopAll } from "./runs.ts";

const anyRuns = ({ runtime }: NotebookState): boolean =>
  [...runtime.values()].some(({ run }) => run.status === "running");

/** Answers a habit: nothing needs to be saved by hand. */
function saySaved(book: Notebook): void {
  const { saving } = book.store.getState();
  notify(
    book,
    saving.status === "saved" || saving.status === "saving"
      ? "Every change is saved by itself, in this browser"
      : "This notebook is not being saved: export it",
  );
}

export const NOTEBOOK_COMMANDS: readonly Command[] = [
  {
    id: "undo",
    title: "Undo",
    group: "Edit",
    keys: ["Mod+z", "z"],
    where: "outside",
    enabled: (state) => canUndo(state) !== null,
    run: undo,
  },
  {
    id: "redo",
    title: "Redo",
    group: "Edit",
    keys: ["Mod+Shift+z", "Shift+z", "Mod+y"],
    where: "outside",
    enabled: (state) => canRedo(state) !== null,
    run: redo,
  },
  {
    id: "history",
    title: "History: earlier versions…",
    group: "Edit",
    keys: [],
    where: "outside",
    run: (_, context) => context.show("history"),
  },
  {
    id: "bin",
    title: "Deleted cells…",
    group: "Edit",
    keys: [],
    where: "outside",
    run: (_, context) => context.show("bin"),
  },
  {
    id: "run-all",
    title: "Run all",
    group: "Run",
    keys: ["Mod+Shift+Enter"],
    where: "anywhere",
    run: (book) => runAll(book),
  },
  {
    id: "stop-all",
    title: "Stop all",
    group: "Run",
    keys: ["Shift+i"],
    where: "outside",
    enabled: anyRuns,
    run: (book) => stopAll(book),
  },
  {
    id: "palette",
    title: "Command palette…",
    group: "Notebook",
    keys: ["Mod+k", "Mod+Shift+p"],
    where: "anywhere",
    run: (_, context) => context.show("palette"),
  },
  {
    id: "shortcuts",
    title: "Keyboard shortcuts…",
    group: "Notebook",
    keys: ["?"],
    where: "outside",
    run: (_, context) => context.show("shortcuts"),
  },
  {
    id: "rename",
    title: "Rename the notebook",
    group: "Notebook",
    keys: ["Shift+r"],
    where: "outside",
    run: (_, context) => context.renameNotebook(),
  },
  {
    id: "save",
    title: "Say whether everything is saved",
    group: "Notebook",
    keys: ["Mod+s"],
    where: "anywhere",
    run: saySaved,
  },
  {
    id: "share",
    title: "Share…",
    group: "Notebook",
    keys: ["s"],
    where: "outside",
    run: (_, context) => context.show("share"),
  },
  {
    id: "export",
    title: "Export…",
    group: "Notebook",
    keys: ["e"],
    where: "outside",
    run: (_, context) => context.show("export"),
  },
  {
    id: "library",
    title: "Notebooks in this browser",
    group: "Notebook",
    keys: ["Shift+l"],
    where: "outside",
    run: (_, context) => context.goToLibrary(),
  },
  {
    id: "published",
    title: "Published numbers",
    group: "Notebook",
    keys: [],
    where: "outside",
    run: (_, context) => context.goToPublished(),
  },
  {
    id: "fold-all",
    title: "Fold all cells",
    group: "Notebook",
    keys: ["Shift+f"],
    where: "outside",
    run: (book) => foldAll(book, true),
  },
  {
    id: "unfold-all",
    title: "Unfold all cells",
    group: "Notebook",
    keys: ["Shift+u"],
    where: "outside",
    run: (book) => foldAll(book, false),
  },
  {
    id: "outline",
    title: "Fold or unfold the outline",
    group: "Notebook",
    keys: ["Shift+o"],
    where: "outside",
    run: (_, context) => context.toggleOutline(),
  },
  {
    id: "theme",
    title: "Switch light and dark",
    group: "Notebook",
    keys: ["Shift+t"],
    where: "outside",
    run: (_, context) => context.toggleTheme(),
  },
];
