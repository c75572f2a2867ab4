import type { ReactElement } from "react";
import type { KernelsCell as Cell } from "../../src/domain/document.ts";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { encodeTensor } from "../../src/store/encodeTensor.ts";
import { fileNameOf } from "../controls/saveFile.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { BlockChoice } from "./BlockChoice.tsx";
import { EmptyKernels } from "./EmptyKernels.tsx";
import { pictureItems, tableItems } from "./exportItems.ts";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { channelTable } from "./kernelTables.ts";
import { KernelsFigure } from "./KernelsFigure.tsx";
import { LayerMiniMap } from "./LayerMiniMap.tsx";
import { sayWeights } from "./measured.ts";
import { ModelChoice } from "./ModelChoice.tsx";
import { useFigure } from "./useFigure.ts";
import { plainMarkdown, times } from "./words.ts";

/** Every kernel of one block: all channels, one at large with its branches, and how they lie. */
export function KernelsCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, running } = useFigure(cell);
  const result = shown && book.results.get(shown.keys[0] ?? "");
  const value = result?.kind === "kernels" ? result : null;
  const change = (label: string, patch: Partial<Cell>): void =>
    changeCell(
      book,
      cell.id,
      (old) => (old.type === "kernels" ? { ...old, ...patch } : old),
      label,
    );
  const name = fileNameOf(`kernels ${cell.model} ${value?.block ?? ""}`);
  const weights = sayWeights(models.get(shown?.cell.model ?? cell.model));
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={
        cell.model === "" ? "Inside the kernels" : `Inside the kernels of ${cell.model}`
      }
      menu={
        value
          ? [
              ...pictureItems(cell.id, name),
              ...tableItems(() => channelTable(value), name),
              {
                label: "npy",
                about: "the merged kernels for NumPy, float32 [channels, height, width]",
                fileName: `${name}.npy`,
                make: () => encodeTensor(value.merged, [value.channels, value.side, value.side]),
              },
            ]
          : []
      }
      controls={
        <div className="conditions" role="group" aria-label="What the kernels are of">
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
      defaultCaption={value ? sayKernels(value, shown?.cell.model ?? "", weights) : ""}
      citation={value && shown ? () => citeCell(book, shown.cell, models) : null}
      provenance={
        value && (
          <>
            <span>
              weights <b>{weights}</b>
            </span>
            <span>{value.block}</span>
            <span>
              {value.channels} channels, {times(value.side)}
            </span>
          </>
        )
      }
    >
      {value ? (
        <KernelsFigure
          key={shown?.keys[0]}
          value={value}
          map={
            <LayerMiniMap
              model={cell.model}
              block={cell.block ?? value.block}
              onChoose={(block) => change("Choose a block", { block })}
            />
          }
          old={old}
        />
      ) : (
        <EmptyKernels cell={cell} what="the kernels" running={running} />
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}

function sayKernels(value: KernelsValue, model: string, weights: string): string {
  const { branches, side, channels, block } = value;
  const sizes = branches.map(({ kernel }) => times(...kernel)).join(" + ");
  const merged =
    branches.length > 1
      ? `The merged kernel is the sum of ${sizes}, batch norm folded in, padded with zeros to ${times(side)}.`
      : `One kernel of ${sizes} a channel, batch norm folded in where there is one.`;
  return `All ${channels} kernels of ${plainMarkdown(`${model}, ${block}`)} (${plainMarkdown(weights)}). ${merged} Exact zeros are left out, and the paper shows.`;
}
