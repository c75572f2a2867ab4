import { use } from "react";
import type { Cell, FigureCell } from "../../src/domain/document.ts";
import type { ResultKey } from "../../src/domain/stored.ts";
import type { Graph } from "../../src/store/graph.ts";
import type { Notebook, Shown } from "../../src/store/notebook.ts";
import { sameKeys } from "../../src/store/runner.ts";
import { keysOf } from "../../src/store/showing.ts";
import { FrameContext } from "../notebook/useFrame.ts";
import { useBook, useRuntimePart } from "../notebook/useNotebook.ts";
import { colormapNames, type ColormapName } from "../plots/colormaps.ts";
import { useOnPaper } from "../plots/paper.ts";

export interface ShownAs<C extends Cell> {
  readonly cell: C;
  readonly keys: readonly ResultKey[];
}
/** The models as they were when a figure was first shown, since a name may lead elsewhere later. */
const models = new WeakMap<Shown, Graph["models"]>();

function modelsWhenShown(book: Notebook, shown: Shown): Graph["models"] {
  let known = models.get(shown);
  if (!known) models.set(shown, (known = book.store.getState().graph.models));
  return known;
}

/** What a figure shows of its results, and whether that is still what its cell asks for. */
export function useFigure<C extends FigureCell>(
  cell: C,
): {
  readonly shown: ShownAs<C> | null;
  readonly models: Graph["models"];
  readonly old: boolean;
  readonly running: boolean;
} {
  const book = useBook();
  const status = useRuntimePart(cell.id, ({ run }) => run.status);
  const coarse = useRuntimePart(cell.id, ({ coarse: so }) => so);
  const whole = useRuntimePart(cell.id, ({ shown }) => shown);
  const shown = coarse ?? whole;
  const own = shown !== null && shown.cell.type === cell.type ? (shown as ShownAs<C>) : null;
  const settled = status === "done" || status === "idle";
  return {
    shown: own,
    models: shown ? modelsWhenShown(book, shown) : book.store.getState().graph.models,
    old: own !== null && !coarse && !settled && !sameKeys(own.keys, keysOf(book, cell.id)),
    running: status === "running",
  };
}

/** A document's colour map, `magma` for a name that is none. */
export const coloursOf = (name: string): ColormapName =>
  colormapNames.find((known) => known === name) ?? "magma";

/** The diverging map whose middle is nearest the paper. */
export function useTide(): ColormapName {
  const dark = use(FrameContext)?.theme === "dark";
  return useOnPaper() || !dark ? "tide" : "tide-dark";
}
