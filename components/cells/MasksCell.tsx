import type { ReactElement } from "react";
import type { MasksCell as Cell } from "../../src/domain/document.ts";
import type { CountValue, KernelsValue, ResultValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { modelPart } from "../../src/store/parts.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { fileNameOf } from "../controls/saveFile.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { BlockChoice } from "./BlockChoice.tsx";
import { EmptyKernels } from "./EmptyKernels.tsx";
import { pictureItems, tableItems } from "./exportItems.ts";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { erkTargets, layerTable } from "./maskTables.ts";
import { MasksFigure } from "./MasksFigure.tsx";
import { sayWeights } from "./measured.ts";
import { ModelChoice, useModelNames } from "./ModelChoice.tsx";
import { useFigure } from "./useFigure.ts";
import { plainMarkdown } from "./words.ts";

/** Where the zeros of a network lie: in every layer, and tap by tap in one block. */
export function MasksCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, running } = useFigure(cell);
  const found = (shown?.keys ?? []).map((key) => book.results.get(key));
  const counted = countOf(found[0]);
  const value = kernelsOf(found[1]);
  const otherName = shown?.cell.other ?? null;
  const other =
    otherName === null
      ? null
      : {
          name: otherName,
          counted: countOf(found[2]),
          value: kernelsOf(found[3]),
          overlap: found[4]?.kind === "overlap" ? found[4].layers : null,
        };
  const names = useModelNames();
  const change = (label: string, patch: Partial<Cell>): void =>
    changeCell(book, cell.id, (old) => (old.type === "masks" ? { ...old, ...patch } : old), label);
  const name = fileNameOf(`masks ${cell.model}`);
  const model = models.get(shown?.cell.model ?? cell.model);
  const weights = sayWeights(model);
  const opened = model && book.results.get(modelPart(model).key);
  const dims = opened?.kind === "model" ? opened.summary.dims : null;
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={
        cell.model === "" ? "Where the zeros lie" : `Where the zeros of ${cell.model} lie`
      }
      menu={
        counted
          ? [
              ...pictureItems(cell.id, name),
              ...tableItems(
                () =>
                  layerTable(
                    counted,
                    dims && erkTargets(counted, dims),
                    other?.counted ? { name: other.name, count: other.counted } : null,
                  ),
                name,
              ),
            ]
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
          <ChoiceField
            label="Laid over it"
            value={cell.other ?? ""}
            choices={[
              { value: "", label: "nothing" },
              ...[...new Set([...names, ...(cell.other === null ? [] : [cell.other])])]
                .filter((name) => name !== cell.model)
                .map((name) => ({ value: name, label: name })),
            ]}
            onChoose={(name) =>
              change("Choose a second model", { other: name === "" ? null : name })
            }
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
        <MasksFigure
          counted={counted}
          value={value}
          dims={dims}
          name={shown?.cell.model ?? ""}
          other={other}
          old={old}
        />
      ) : (
        <EmptyKernels cell={cell} what="the zeros" running={running} />
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}

const countOf = (value: ResultValue | undefined): CountValue | null =>
  value?.kind === "count" ? value : null;
const kernelsOf = (value: ResultValue | undefined): KernelsValue | null =>
  value?.kind === "kernels" ? value : null;

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
