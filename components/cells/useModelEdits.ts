import { type CellEdits, type ModelCell, NO_EDITS } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { type KernelChoices, kernelChoices } from "./kernelEdits.ts";
import { type Unedited, useUnedited } from "./useUnedited.ts";

/** Families whose blocks have depthwise kernels to change. */
const WITH_KERNELS = ["slak", "replknet", "convnext", "unireplknet"];

/** Changes some of a model's edits. */
export type ChangeEdits = (patch: Partial<CellEdits>) => void;

export interface ModelEdits {
  readonly edits: CellEdits;
  readonly edited: boolean;
  readonly unedited: Unedited;
  /** null while nothing is known of the network, and where it has no kernels to change */
  readonly choices: KernelChoices | null;
  /** successive changes of one kind are one step to undo */
  readonly change: (label: string, merge: string) => ChangeEdits;
}

/** What a cell changes of its weights, and the ways to change it; `value` is what the card shows. */
export function useModelEdits(cell: ModelCell, value: ModelValue | null): ModelEdits {
  const book = useBook();
  const unedited = useUnedited(cell);
  const { edits } = cell;
  return {
    edits,
    edited: Object.entries(NO_EDITS).some(
      ([key, none]) => JSON.stringify(edits[key as keyof CellEdits]) !== JSON.stringify(none),
    ),
    unedited,
    choices:
      value && WITH_KERNELS.includes(value.summary.family)
        ? kernelChoices(edits, value.summary.kernelSizes, {
            own: unedited.model?.summary.kernelSizes ?? null,
            random: unedited.random,
          })
        : null,
    change: (label, merge) => (patch) =>
      changeCell(
        book,
        cell.id,
        (old) => (old.type === "model" ? { ...old, edits: { ...old.edits, ...patch } } : old),
        label,
        `${merge}:${cell.id}`,
      ),
  };
}
