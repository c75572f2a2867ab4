import type { ReactElement } from "react";
import type { SavingState } from "../../src/store/notebook.ts";
import { sayTime } from "./sayTime.ts";
import { useNotebook } from "./useNotebook.ts";

function say(saving: SavingState): string {
  switch (saving.status) {
    case "off":
      return "Not saved: this browser keeps nothing";
    case "saving":
      return "Saving…";
    case "saved":
      return `Saved · ${sayTime(saving.at)}`;
    case "failed":
      return "Not saved";
    case "conflict":
      return "Not saved: changed in another tab";
    default:
      return saving satisfies never;
  }
}

/** Whether the notebook is kept, as it is, never as it is hoped. */
export function SavedState(): ReactElement {
  const text = useNotebook(({ saving }) => say(saving));
  const bad = useNotebook(({ saving }) => ["off", "failed", "conflict"].includes(saving.status));
  const elsewhere = useNotebook((state) => state.elsewhere);
  return (
    <span className={bad ? "saved bad" : "saved"} role="status">
      {text}
      {elsewhere && " · open in another tab too"}
    </span>
  );
}
