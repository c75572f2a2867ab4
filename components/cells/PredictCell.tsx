import type { ReactElement } from "react";
import type { PredictCell as Cell } from "../../src/domain/document.ts";
import type { LogitsValue } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { encodeTensor } from "../../src/store/encodeTensor.ts";
import type { Table } from "../../src/store/tables.ts";
import { topClasses } from "../../src/store/topClasses.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { fileNameOf } from "../controls/saveFile.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { EmptyNote } from "./EmptyNote.tsx";
import { tableItems } from "./exportItems.ts";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { ImageFields } from "./ImageFields.tsx";
import { sayWeights } from "./measured.ts";
import { ModelChoice } from "./ModelChoice.tsx";
import { PredictFigure, sayClass, titleOf } from "./PredictFigure.tsx";
import { useClassNames } from "./useClassNames.ts";
import { useFigure } from "./useFigure.ts";
import { plainMarkdown, sayImages, times } from "./words.ts";

const SIZES = [128, 192, 224, 256, 288, 320, 384, 512];
const TOPS = [1, 3, 5, 10, 20];
const withValue = (values: readonly number[], value: number): readonly number[] =>
  values.includes(value) ? values : [...values, value].toSorted((p, q) => p - q);

/** The likeliest classes of pictures, to see that weights and preprocessing are right. */
export function PredictCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, running } = useFigure(cell);
  const result = shown && book.results.get(shown.keys[0] ?? "");
  const value = result?.kind === "logits" ? result : null;
  const names = useClassNames(value?.classes ?? 0);
  const root = useNotebook((state) => state.graph.models.get(cell.model)?.root ?? null);
  const change = (label: string, patch: Partial<Cell>): void =>
    changeCell(
      book,
      cell.id,
      (old) => (old.type === "predict" ? { ...old, ...patch } : old),
      label,
    );
  const model = models.get(shown?.cell.model ?? cell.model);
  const weights = sayWeights(model);
  const name = fileNameOf(`classes ${cell.model}`);
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={cell.model === "" ? "Predicted classes" : `Predicted classes of ${cell.model}`}
      menu={
        value && shown
          ? [
              ...tableItems(() => scoreTable(shown.cell, cell.top, value, names), name),
              {
                label: "npy",
                about: "the class scores before softmax for NumPy, float32 [images, classes]",
                fileName: `${name}.npy`,
                make: () => encodeTensor(value.logits, [value.images, value.classes]),
              },
            ]
          : []
      }
      controls={
        <div className="conditions" role="group" aria-label="Conditions of the prediction">
          <ModelChoice
            value={cell.model}
            onChoose={(model) => change("Choose a model", { model })}
          />
          <ChoiceField
            label="Input size"
            value={cell.size}
            choices={withValue(SIZES, cell.size).map((size) => ({
              value: size,
              label: times(size),
            }))}
            onChoose={(size) => change("Change conditions", { size })}
          />
          <div className="field">
            <span className="label">Weights</span>
            <span className="fact">
              {root === null ? "none" : root.type === "random" ? "random" : "from file"}
            </span>
          </div>
          <ImageFields
            cellId={cell.id}
            images={cell.images}
            onChange={(images) => change("Choose images", { images })}
          />
          <ChoiceField
            label="Classes shown"
            value={cell.top}
            choices={withValue(TOPS, cell.top).map((top) => ({ value: top, label: String(top) }))}
            onChoose={(top) => change("Show more or fewer classes", { top })}
          />
        </div>
      }
      old={old}
      defaultCaption={
        value && shown
          ? sayPrediction(shown.cell, value, weights, model?.root.type === "random", names !== null)
          : ""
      }
      citation={
        value && shown
          ? () => citeCell(book, shown.cell, models, { computed: [value.computed] })
          : null
      }
      provenance={
        value &&
        shown && (
          <>
            <span>
              weights <b>{weights}</b>
            </span>
            <span>
              {value.images} {value.images === 1 ? "image" : "images"}
            </span>
            <span>{times(shown.cell.size)}</span>
            <span>
              {value.computed.backend}, {value.computed.adapter}
            </span>
            <span>{value.computed.seconds.toFixed(2)} s computing</span>
          </>
        )
      }
    >
      {value && shown ? (
        <PredictFigure shown={shown.cell} top={cell.top} value={value} names={names} old={old} />
      ) : (
        <EmptyNote cell={cell} ready={cell.model !== ""}>
          {cell.model === ""
            ? "Choose a model above: the likeliest classes of your pictures will stand here."
            : running
              ? "The scores are on their way."
              : `The likeliest classes of each image after “${cell.model}” will stand here: choose your pictures above, or run the cell as it is.`}
        </EmptyNote>
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}

function sayPrediction(
  shown: Cell,
  { classes }: LogitsValue,
  weights: string,
  random: boolean,
  named: boolean,
): string {
  const what = `Likeliest classes by softmax after ${plainMarkdown(`${shown.model} (${weights})`)}, over ${plainMarkdown(sayImages(shown.images))}, squashed to ${times(shown.size)} px, of ${classes} classes.`;
  const names = named
    ? " Names are those of ImageNet-1k, in its official order."
    : " Classes are counted from 0.";
  const meaning = random
    ? " The weights are random: the classes mean nothing."
    : shown.images.type === "files"
      ? ""
      : " The images were made by a generator, so no class is right: choose your own pictures to check the weights.";
  return `${what}${names}${meaning}`;
}

/** One row for each image and class. */
export function scoreTable(
  shown: Cell,
  top: number,
  value: LogitsValue,
  names: readonly string[] | null,
): Table {
  return {
    columns: [
      { name: "image" },
      { name: "rank" },
      { name: "class" },
      { name: "index" },
      { name: "probability", digits: 4 },
    ],
    rows: Array.from({ length: value.images }, (_, image) =>
      topClasses(value, image, top).map(({ index, probability }, rank) => [
        titleOf(shown, image),
        rank + 1,
        sayClass(names, index),
        index,
        probability,
      ]),
    ).flat(),
  };
}
