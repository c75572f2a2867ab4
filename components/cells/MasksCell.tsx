import type { ReactElement } from "react";
import type { MasksCell as Cell } from "../../src/domain/document.ts";
import type { CountValue, KernelsValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { fileNameOf } from "../controls/saveFile.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { BlockChoice } from "./BlockChoice.tsx";
import { EmptyKernels } from "./EmptyKernels.tsx";
import { pictureItems, tableItems } from "./exportItems.ts";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { layerTable } from "./maskTables.ts";
import { MasksFigure } from "./MasksFigure.tsx";
import { sayWeights } from "./measured.ts";
import { ModelChoice } from "./ModelChoice.tsx";
import { useFigure } from "./useFigure.ts";
import { plainMarkdown } from "./words.ts";

/** Where the zeros of a network lie: in every layer, and tap by tap in one block. */
export function MasksCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, run } = useFigure(cell);
  const [count, kernels] = (shown?.keys ?? []).map((key) => book.results.get(key));
  const counted = count?.kind === "count" ? count : null;
  const value = kernels?.kind === "kernels" ? kernels : null;
  const change = (label: string, patch: Partial<Cell>): void =>
    changeCell(book, cell.id, (old) => (old.type === "masks" ? { ...old, ...patch } : old), label);
  const name = fileNameOf(`masks ${cell.model}`);
  const model = models.get(shown?.cell.model ?? cell.model);
  const weights = sayWeights(model);
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={
        cell.model === "" ? "Where the zeros lie" : `Where the zeros of ${cell.model} lie`
      }
      menu={
        counted
          ? [...pictureItems(cell.id, name), ...tableItems(() => layerTable(counted), name)]
          : []
      }
      controls={
        <div className="conditions" role="group" aria-label="What the masks are of">
          <ModelChoice
            value={cell.model}
            onChoose={(model) => change("Choose a model", { model, block: null })}
          />
          <BlockChoice
            model={cell.model}
            value={cell.block}
            onChoose={(block) => change("Choose a block", { block })}
          />
          <div className="field">
            <span className="label">Weights</span>
            <span className="fact">{weights || "none"}</span>
          </div>
        </div>
      }
      old={old}
      defaultCaption={
        counted
          ? sayMasks(counted, value, shown?.cell.model ?? "", weights, {
              random: model?.root.type === "random",
              asked: model?.edits.sparsity ?? null,
            })
          : ""
      }
      citation={counted && shown ? () => citeCell(book, shown.cell, models) : null}
      provenance={
        counted && (
          <>
            <span>
              weights <b>{weights}</b>
            </span>
            <span>mask: weight ≠ 0</span>
            {value && <span>{value.block}</span>}
          </>
        )
      }
    >
      {counted || value ? (
        <MasksFigure counted={counted} value={value} old={old} />
      ) : (
        <EmptyKernels cell={cell} what="the zeros" running={run.status === "running"} />
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}

/** What the zeros are, and above all when there are none. */
function sayMasks(
  counted: CountValue,
  value: KernelsValue | null,
  model: string,
  weights: string,
  { random, asked }: { readonly random: boolean; readonly asked: number | null },
): string {
  const of = plainMarkdown(`${model} (${weights})`);
  const zeros = counted.layers.some(({ sparsity }) => (sparsity ?? 0) > 0);
  const where = value ? ` Taps are those of ${plainMarkdown(value.block)}.` : "";
  const masks =
    "Files of SLaK store no masks, only exact zeros: here a mask is weight ≠ 0, so that a weight that was grown but not yet trained counts as dead.";
  if (zeros) return `Zeros in the large kernels of ${of}.${where} ${masks}`;
  const why =
    random && asked === null
      ? "Weights at random initialisation are dense: give the model a share of zeros in its cell to see masks."
      : "These weights are dense.";
  return `There are no zeros in the large kernels of ${of}. ${why}${where} ${masks}`;
}
